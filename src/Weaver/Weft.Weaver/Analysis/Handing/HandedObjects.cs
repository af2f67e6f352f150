using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis.Bodies;

namespace Weft.Weaver.Analysis.Handing;

/// <summary>Finds, in one body, the objects that may be hollow and are handed to code that is not woven and may read their fields: they are made resident where they come from, before the call.</summary>
internal sealed class HandedObjects(MethodDefinition method, Lazy<StackFlow> flow, SiteScope scope)
{
    private readonly Dictionary<Instruction, SitePlan> _sites = [];

    /// <summary>One for each instruction that pushes such an object. They come behind all others, since these may be part of what they work on.</summary>
    internal IEnumerable<SitePlan> Sites => _sites.Values;

    internal void Visit(Instruction call, MethodReference member)
    {
        Reading reading = call.OpCode.Code is Code.Ldftn or Code.Ldvirtftn ? Reading.Nothing : scope.Foreign.Of(member, call.OpCode.Code == Code.Callvirt);
        if (reading == Reading.Nothing)
            return;
        ImmutableArray<StackValue> operands = flow.Value.Operands(call);
        if (operands.IsDefaultOrEmpty)
            return;
        // Before its own constructor has run, an object is not shared.
        int first = member.Name == ".ctor" && call.OpCode.Code != Code.Newobj ? 1 : 0;
        for (int index = first; index < operands.Length; index++)
        {
            Hand(operands[index], reading, member);
            foreach (Instruction producer in reading == Reading.Any ? operands[index].Producers : [])
                HandElements(producer, member);
        }
    }

    /// <summary>What is put into an array that is made for the call, as for <c>params</c>.</summary>
    private void HandElements(Instruction array, MethodReference member)
    {
        if (array.OpCode.Code != Code.Newarr)
            return;
        foreach (StackFlow.Use use in flow.Value.Uses(array))
        {
            if (use is { Operand: 0, Consumer.OpCode.Code: Code.Stelem_Ref or Code.Stelem_Any })
                Hand(flow.Value.Operands(use.Consumer)[2], Reading.Any, member);
        }
    }

    private void Hand(StackValue value, Reading reading, MethodReference member)
    {
        if (Instrumented(TypeOf(value)) is not { } type || (reading == Reading.Shown && !scope.Foreign.Shown.Contains(type)) || (method.IsConstructor && Instructions.IsThis(value, method.Body)))
            return;
        foreach (Instruction producer in value.Producers)
        {
            // What was made here has its state.
            if (producer.OpCode.Code is not (Code.Newobj or Code.Ldnull) && !_sites.ContainsKey(producer))
                _sites.Add(producer, new(producer, SiteAction.Hand, null, null, [], $"{member.DeclaringType.GetElementType().FullName}.{member.Name} is not woven and may read fields of {type.FullName}") { Generic = value.Type as GenericParameter });
        }
    }

    // A value of a type parameter is boxed for whoever takes an object.
    private static TypeReference? TypeOf(StackValue value) =>
        value.Type ?? (value.Producers is [{ OpCode.Code: Code.Box, Operand: GenericParameter parameter }, ..] && value.Producers.All(producer => producer.OpCode.Code == Code.Box) ? parameter : null);

    private TypeDefinition? Instrumented(TypeReference? type)
    {
        if (type is GenericParameter { HasConstraints: true } parameter)
            return parameter.Constraints.Select(constraint => Instrumented(constraint.ConstraintType)).FirstOrDefault(found => found is not null);
        return type is null or ArrayType or ByReferenceType or PointerType or GenericParameter || type.IsValueType || type.IsPrimitive || type.Resolve() is not { } definition || !scope.IsInstrumented(definition) ? null : definition;
    }
}
