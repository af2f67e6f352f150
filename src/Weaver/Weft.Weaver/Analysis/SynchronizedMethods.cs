using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>Methods that take the lock of their receiver, or of their type, by their own flag or by a rule.</summary>
internal static class SynchronizedMethods
{
    private const MethodImplAttributes RuntimeAsync = (MethodImplAttributes)0x2000;

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

    /// <summary>Whether a rule makes a method synchronized that can be.</summary>
    public static bool ByRule(MethodDefinition method, WeaveContext context) => MayBe(method) && WhyNot(method) is null && context.Configuration.Synchronizes(method) is not null;

    // Nobody else can see an object while its constructor runs, or call what has no body.
    private static bool MayBe(MethodDefinition method) => method.HasInstructions() && !method.IsConstructor;

    private static string? WhyNot(MethodDefinition method)
    {
        if (!method.IsStatic && method.DeclaringType.IsValueType)
            return "is a struct's method: a struct has no lock";
        bool pauses = (method.ImplAttributes & RuntimeAsync) != 0
            || method.CustomAttributes.Any(attribute => attribute.AttributeType.Name is "AsyncStateMachineAttribute" or "IteratorStateMachineAttribute" or "AsyncIteratorStateMachineAttribute");
        return pauses ? "is asynchronous or an iterator: a lock cannot be held while it pauses" : null;
    }
}
