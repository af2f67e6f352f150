using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis.Bodies;

namespace Weft.Weaver.Analysis.LockCoverage;

/// <summary>How a method may be entered other than by calls that the analysis sees.</summary>
/// <param name="IsClosed">Whether the calls that are seen are all there are.</param>
/// <param name="IsFree">Whether one of the other ways certainly holds no lock of the application.</param>
/// <param name="Why">The other way, in words.</param>
internal sealed record WayIn(bool IsClosed, bool IsFree, string Why)
{
    internal static WayIn Closed { get; } = new(true, false, "");
}

/// <summary>Tells how methods may be entered.</summary>
internal sealed class WaysIn(WeaveContext context, WeavePlan plan, CallSites calls)
{
    private static readonly string[] StartsLater = ["System.Threading", "System.Timers", "Microsoft."];
    private readonly Dictionary<MethodDefinition, WayIn> _known = [];
    private readonly HashSet<MethodDefinition> _onLoad = [.. plan.Types.Values.SelectMany(type => type.OnLoad).OfType<OnLoadStep.Method>().Select(step => step.Target)];

    internal WayIn Of(MethodDefinition method) => _known.TryGetValue(method, out WayIn? known) ? known : _known[method] = Find(method);

    private WayIn Find(MethodDefinition method)
    {
        if (method.Module.EntryPoint == method || method is { IsConstructor: true, IsStatic: true } || IsAsyncEntry(method) || method is { Name: "Finalize", Parameters.Count: 0, IsVirtual: true })
            return new(false, true, "the runtime calls it without a lock");
        if (plan.Methods.ContainsKey(method))
            return new(false, true, "it is distributed: other nodes run it without the caller's locks");
        if (_onLoad.Contains(method))
            return new(false, true, "on-load calls it without a lock");
        if (calls.MachineOwner(method) is not null)
            return new(false, false, "whoever enumerates runs it");
        if (calls.AddressesOf(method) is { Count: > 0 } addresses)
            return addresses.All(StartsWithoutLock) ? new(false, true, "a framework calls it later, without a lock of the application") : new(false, false, "it is called through a delegate");
        if (calls.IsReflected(method))
            return new(false, false, "its name is looked up by reflection");
        if (calls.IsCalledByFrameworks(method))
            return new(false, false, "it implements or overrides a member of a framework");
        if (!calls.IsWhole && IsVisible(method))
            return new(false, false, "it is visible outside, and the program that uses it is not among the assemblies");
        return calls.Of(method).Count == 0 ? new(false, false, "nothing in the application calls it") : WayIn.Closed;
    }

    /// <summary>The body of an async method runs without the caller's locks from the first await that waits.</summary>
    private bool IsAsyncEntry(MethodDefinition method) =>
        calls.MachineOwner(method) is { } owner && owner.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "AsyncStateMachineAttribute");

    private static bool IsVisible(MethodDefinition method)
    {
        if (method.IsPrivate || method.IsAssembly || method.IsFamilyAndAssembly)
            return false;
        for (TypeDefinition? type = method.DeclaringType; type is not null; type = type.DeclaringType)
        {
            if (type.IsNotPublic || type.IsNestedPrivate || type.IsNestedAssembly || type.IsNestedFamilyAndAssembly)
                return false;
        }
        return true;
    }

    /// <summary>Whether the delegate that is made of an address goes to a framework that calls it later, on a thread of its own.</summary>
    private bool StartsWithoutLock(CallSite address)
    {
        if (address.Instruction.OpCode.Code is not (Code.Ldftn or Code.Ldvirtftn))
            return false;
        MethodBodies.Simplify(address.Caller);
        StackFlow flow = StackFlow.Of(address.Caller.Body);
        ImmutableArray<StackFlow.Use> made = [.. flow.Uses(address.Instruction)];
        if (made is not [{ Consumer: { OpCode.Code: Code.Newobj } creation }])
            return false;
        // A lambda without captured variables is kept in a static field of the compiler's own, which nothing else reads.
        StackFlow.Use[] uses = [.. flow.Uses(creation).Where(use => !(use.Consumer.OpCode.Code == Code.Stsfld && ((FieldReference)use.Consumer.Operand).Name.StartsWith("<>", StringComparison.Ordinal)))];
        return uses.Length > 0 && uses.All(use => use.Consumer.Operand is MethodReference called && use.Consumer.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj
            && !context.Workspace.IsOwn(called.Resolve()) && StartsLater.Any(prefix => called.DeclaringType.Namespace.StartsWith(prefix, StringComparison.Ordinal)));
    }
}
