using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis.Bodies;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis.Boxes;

/// <summary>Which methods of structs may change the struct that they are called on.</summary>
internal sealed class StructChanges
{
    private readonly Dictionary<MethodDefinition, bool> _known = [];

    /// <summary>Whether a method writes its struct's fields, or gives its address to code that may.</summary>
    internal bool Changes(MethodDefinition method)
    {
        if (_known.TryGetValue(method, out bool known))
            return known;
        // A method that calls itself changes nothing by that.
        _known[method] = false;
        return _known[method] = IsReadOnly(method) ? false : Looks(method);
    }

    private static bool IsReadOnly(MethodDefinition method) =>
        method.HasAttribute("System.Runtime.CompilerServices.IsReadOnlyAttribute") || method.DeclaringType.HasAttribute("System.Runtime.CompilerServices.IsReadOnlyAttribute");

    private bool Looks(MethodDefinition method)
    {
        if (!Instructions.HasCode(method))
            return false;
        StackFlow flow;
        try
        {
            flow = StackFlow.Of(method.Body);
        }
        catch (BadImageFormatException)
        {
            // Nothing is known of such a body, so the worst is assumed.
            return true;
        }
        Queue<Instruction> open = new(method.Body.Instructions.Where(instruction => IsThis(instruction, method)));
        while (open.Count > 0)
        {
            foreach (StackFlow.Use use in flow.Uses(open.Dequeue()))
            {
                switch (AddressPolicy.Classify(use.Consumer, use.Operand))
                {
                    case AddressUse.Read or AddressUse.ReadKept:
                        break;
                    case AddressUse.Nested:
                        open.Enqueue(use.Consumer);
                        break;
                    case AddressUse.Write when Called(use) is { } called:
                        if (Changes(called))
                            return true;
                        break;
                    case AddressUse.Write when OnlyLooks(use):
                        break;
                    default:
                        return true;
                }
            }
        }
        return false;
    }

    private static bool IsThis(Instruction instruction, MethodDefinition method) => instruction.OpCode.Code == Code.Ldarg_0 || (instruction.OpCode.Code == Code.Ldarg && instruction.Operand == method.Body.ThisParameter);

    /// <summary>The method of a struct that is called on the address; null for others.</summary>
    private static MethodDefinition? Called(StackFlow.Use use) =>
        use.Operand == 0 && use.Consumer.OpCode.Code is Code.Call or Code.Callvirt && use.Consumer.Operand is MethodReference { HasThis: true } called && Instructions.Constraint(use.Consumer) is null
            && called.Resolve() is { DeclaringType.IsValueType: true } definition && Instructions.HasCode(definition) ? definition : null;

    /// <summary>Whether a call on a member goes to one of the members that every type may have, which compare and show it.</summary>
    private static bool OnlyLooks(StackFlow.Use use) => use.Operand == 0 && use.Consumer.Operand is MethodReference { HasThis: true, Name: "Equals" or "GetHashCode" or "ToString" or "CompareTo" or "GetType" or "TryFormat" };
}
