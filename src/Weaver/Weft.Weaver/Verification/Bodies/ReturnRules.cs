using Weft.Weaver.Diagnostics;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>What a method gives back.</summary>
internal static class ReturnRules
{
    internal static void Return(StackMachine machine)
    {
        MethodContext context = machine.Context;
        // A runtime-async method gives back what its task carries.
        VerifierType? type = AsyncResult.Of(context);
        if (type is not null)
        {
            Slot value = machine.Pop(type, "the value that is returned");
            if (type is AddressType && (value.Marks & SlotMarks.InFrame) != 0)
                machine.Report(Codes.AddressEscapes, "the address of a local variable or argument is returned");
            if (type is AddressType && value.IsReadOnly && !Members.MethodSite.GivesReadOnly(context.Method))
                machine.Report(Codes.ReadOnlyWritten, $"an address that is read only ({value.Name}) is returned as one that may be written through");
        }
        if (machine.Depth > 0)
            machine.Report(Codes.StackShape, $"the method returns with {machine.Depth} more values on the stack than it gives back");
        if (context.InitializesThis && !machine.ThisIsInitialized)
            machine.Report(Codes.UninitializedThis, "the constructor returns without having called another one");
    }
}

/// <summary>The result of methods that the runtime makes asynchronous.</summary>
internal static class AsyncResult
{
    private const int Async = 0x2000;

    /// <summary>What must lie on the stack at <c>ret</c>; null for nothing.</summary>
    internal static VerifierType? Of(MethodContext context)
    {
        if (((int)context.Method.ImplAttributes & Async) == 0 || context.Return is not NamedType { Definition: { Namespace: "System.Threading.Tasks", Name: var name }, Arguments: var arguments })
            return context.Return;
        return name switch
        {
            "Task" or "ValueTask" => null,
            "Task`1" or "ValueTask`1" => arguments[0],
            _ => context.Return,
        };
    }
}
