using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis.Bodies;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Analysis.Boxes;

/// <summary>Finds the calls of one body that may change a struct in its box, and tells of those that cannot be followed.</summary>
internal sealed class BoxSites(MethodDefinition method, Lazy<StackFlow> flow, AddressSites addresses, SiteScope scope)
{
    private readonly Dictionary<Instruction, ImmutableArray<int>> _calls = [];

    /// <summary>Whether there are such calls.</summary>
    internal bool Any => _calls.Count != 0;

    /// <summary>The site of a call; null where nothing in a box can change.</summary>
    internal SitePlan? Visit(Instruction call, MethodReference member)
    {
        if (scope.Boxes.IsEmpty)
            return null;
        if (call.OpCode.Code is Code.Ldftn or Code.Ldvirtftn)
        {
            if (call.OpCode.Code == Code.Ldvirtftn && scope.Boxes.Behind(member) is { } bound)
                Warn(call, $"A delegate over {member.FullName} may change a {bound.Method.DeclaringType.FullName} in its box when it is called, which is published only when woven code next calls such a member itself. Make the delegate of a lambda that calls it.");
            return null;
        }
        ImmutableArray<int> operands = [.. Boxes(call, member)];
        if (operands.IsEmpty)
            return null;
        _calls.Add(call, operands);
        return new(call, SiteAction.CallOnBox, null, null, [], "a struct may be changed in its box: what differs afterwards is published");
    }

    /// <summary>Uses of lent addresses, with those calls among them and beside them.</summary>
    internal IEnumerable<BorrowedUse> With(IEnumerable<BorrowedUse> lent)
    {
        HashSet<Instruction> both = [];
        foreach (BorrowedUse use in lent)
        {
            if (both.Add(use.Consumer) && _calls.TryGetValue(use.Consumer, out ImmutableArray<int> boxes))
                yield return use with { Boxes = boxes };
            else
                yield return use;
        }
        foreach (KeyValuePair<Instruction, ImmutableArray<int>> call in _calls.Where(call => !both.Contains(call.Key)))
        {
            // The type of the place is asked for by other instructions than calls.
            ImmutableArray<TypeReference> types = AddressPolicy.OperandTypes(call.Key, method.DeclaringType)!.Value;
            yield return new(call.Key, [.. types.Select((type, index) => new BorrowedOperand(index == 0 ? addresses.Receiver(call.Key, type) : type, null, []))], Writes: false, Atomic: false) { Boxes = call.Value };
        }
    }

    /// <summary>Tells of an instruction that boxes what code which is not woven changes in its box.</summary>
    internal void VisitBox(Instruction box)
    {
        if (scope.ForeignStructs.BoxedBy(box) is { } change)
            Warn(box, $"{change.Method.FullName}, which is not woven, changes the struct in its box, and no other node sees that. Weave {change.Method.Module.Assembly.Name.Name} with the application, or store a changed copy.");
    }

    /// <summary>Tells of the address of the value in a box, where more is done with it than to read it.</summary>
    internal void VisitAddress(Instruction unbox)
    {
        if (flow.Value.Uses(unbox).Any(use => AddressPolicy.Classify(use.Consumer, use.Operand) is not (AddressUse.Read or AddressUse.ReadKept)))
            Warn(unbox, "The value in a box is written through its address, which no other node sees if the box is shared. Store a changed copy.");
    }

    /// <summary>Whether an instruction makes such an address: compilers do to read a field, at once.</summary>
    internal static bool IsAddress(Instruction instruction) => instruction.OpCode.Code == Code.Unbox
        ? instruction.Next is not { OpCode.Code: Code.Ldfld or Code.Ldobj }
        : instruction is { OpCode.Code: Code.Call, Operand: MethodReference { Name: "Unbox", DeclaringType.FullName: "System.Runtime.CompilerServices.Unsafe" } };

    private IEnumerable<int> Boxes(Instruction call, MethodReference member)
    {
        if (call.OpCode.Code == Code.Callvirt && scope.Boxes.Behind(member) is not null && MayBeBox(call, member))
            yield return 0;
        // The flow of values is only worth its time where an argument may lead to a box.
        if (!scope.Boxes.AreKnownElsewhere || !member.HasParameters || member.Parameters.All(parameter => parameter.ParameterType.IsPrimitive || parameter.ParameterType.MetadataType == MetadataType.String) || scope.IsWoven(member) || (member.Name == ".ctor" && call.OpCode.Code == Code.Call))
            yield break;
        ImmutableArray<StackValue> operands = flow.Value.Operands(call);
        for (int index = operands.IsDefault ? 0 : member.Parameters.Count; index > 0; index--)
        {
            int operand = operands.Length - index;
            if (MayBeBox(member.Parameters[member.Parameters.Count - index].ParameterType.Unmodified(), operands[operand].Type))
                yield return operand;
            else
                WarnOfParts(call, member, operands[operand].Type);
        }
    }

    private bool MayBeBox(TypeReference parameter, TypeReference? argument) =>
        parameter is not ByReferenceType && ((parameter is not GenericParameter && scope.Boxes.Interface(parameter) is not null) || (argument is not (null or GenericParameter) && scope.Boxes.Interface(argument) is not null));

    /// <summary>Whether the receiver may be a struct in its box: not where it is known to be of a class.</summary>
    private bool MayBeBox(Instruction call, MethodReference member)
    {
        if (Instructions.Constraint(call) is { } constraint)
            return constraint is GenericParameter || constraint.Resolve() is not { IsValueType: true };
        if (member.DeclaringType.MetadataType != MetadataType.Object)
            return true;
        ImmutableArray<StackValue> operands = flow.Value.Operands(call);
        return !operands.IsDefaultOrEmpty && (operands[0].Type is not { } type || type is GenericParameter || type.MetadataType == MetadataType.Object || type.Resolve() is { IsInterface: true });
    }

    /// <summary>Code that is not woven can call what it knows on whatever a collection holds.</summary>
    private void WarnOfParts(Instruction call, MethodReference member, TypeReference? argument)
    {
        if (!scope.Shims.Lists(member.DeclaringType) && scope.Boxes.In(argument) is { } seen && !scope.Boxes.IsOwn(seen))
            Warn(call, $"{member.FullName} is not woven, and may change structs in their boxes through {seen.FullName}: that is published only when woven code next calls such a member itself. Make the struct a class, or make its members readonly.");
    }

    private void Warn(Instruction instruction, string text) => scope.Diagnostics.Warning(Codes.ChangedInBox, SourcePositions.Of(method, instruction), text);
}
