using Mono.Cecil;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>Methods that take the lock of their receiver, or of their type, by their own flag or by a rule.</summary>
internal static class SynchronizedMethods
{
    private const MethodImplAttributes RuntimeAsync = (MethodImplAttributes)0x2000;
    private const string Pausing = "is asynchronous or an iterator: a lock cannot be held while it pauses";

    /// <summary>Those of a module; reports methods to which a rule cannot be applied.</summary>
    public static IEnumerable<MethodDefinition> In(ModuleDefinition module, WeaveContext context)
    {
        foreach (MethodDefinition method in module.GetTypes().SelectMany(type => type.Methods))
        {
            if (context.IsSynchronized(method))
            {
                yield return method;
            }
            else if (MayBe(method) && context.Configuration.Synchronizes(method) is { } rule)
            {
                context.Diagnostics.Error(Codes.SynchronizedRule, rule.Method.Position,
                    $"'{rule.Method}' synchronizes {TypeNames.Display(method)}, which {WhyNot(method)}; exempt it by a later rule with 'synchronized: false', or write the lock in the program");
            }
        }
    }

    /// <summary>Those of a module that take a lock by name; reports methods to which a rule cannot be applied.</summary>
    public static IEnumerable<(MethodDefinition Method, NamedLockRule Lock)> Named(ModuleDefinition module, WeaveContext context)
    {
        foreach (MethodDefinition method in module.GetTypes().SelectMany(type => type.Methods))
        {
            if (!MayBe(method) || context.Configuration.Names(method) is not { Named: { } named } rule)
                continue;
            if (!Pauses(method))
                yield return (method, named);
            else
                context.Diagnostics.Error(Codes.SynchronizedRule, rule.Method.Position, $"'{rule.Method}' takes the lock '{named.Name}' round {TypeNames.Display(method)}, which {Pausing}; name the other methods, or write the lock in the program");
        }
    }

    /// <summary>The lock by name that a rule has a method take.</summary>
    public static NamedLockRule? NameOf(MethodDefinition method, WeaveContext context) => MayBe(method) && !Pauses(method) ? context.Configuration.Names(method)?.Named : null;

    /// <summary>Whether a rule makes a method synchronized that can be.</summary>
    public static bool ByRule(MethodDefinition method, WeaveContext context) => MayBe(method) && WhyNot(method) is null && context.Configuration.Synchronizes(method) is not null;

    // Nobody else can see an object while its constructor runs, or call what has no body.
    private static bool MayBe(MethodDefinition method) => method.HasInstructions() && !method.IsConstructor;

    private static string? WhyNot(MethodDefinition method)
    {
        if (!method.IsStatic && method.DeclaringType.IsValueType)
            return "is a struct's method: a struct has no lock";
        return Pauses(method) ? Pausing : null;
    }

    private static bool Pauses(MethodDefinition method) => (method.ImplAttributes & RuntimeAsync) != 0
        || method.CustomAttributes.Any(attribute => attribute.AttributeType.Name is "AsyncStateMachineAttribute" or "IteratorStateMachineAttribute" or "AsyncIteratorStateMachineAttribute");
}
