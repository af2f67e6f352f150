using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis.Bodies;
using Weft.Weaver.Metadata;

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
            foreach (Instruction producer in reading is Reading.Any or Reading.All ? operands[index].Producers : [])
                HandElements(producer, reading, member);
        }
    }

    /// <summary>What is put into an array that is made for the call, as for <c>params</c>.</summary>
    private void HandElements(Instruction array, Reading reading, MethodReference member)
    {
        if (array.OpCode.Code != Code.Newarr)
            return;
        foreach (StackFlow.Use use in flow.Value.Uses(array))
        {
            if (use is { Operand: 0, Consumer.OpCode.Code: Code.Stelem_Ref or Code.Stelem_Any })
                Hand(flow.Value.Operands(use.Consumer)[2], reading, member);
        }
    }

    private void Hand(StackValue value, Reading reading, MethodReference member)
    {
        TypeReference? type = TypeOf(value);
        TypeDefinition? instrumented = Instrumented(type);
        bool whole = reading == Reading.All && MayLead(type);
        if ((instrumented is null && !whole) || (reading == Reading.Shown && !scope.Foreign.Shown.Contains(instrumented!)) || (method.IsConstructor && Instructions.IsThis(value, method.Body)))
            return;
        foreach (Instruction producer in value.Producers)
        {
            // What was made here has its state.
            bool isPlain = producer.OpCode.Code is Code.Ldnull or Code.Ldstr || (producer.OpCode.Code == Code.Newobj && !whole);
            if (!isPlain && (whole || !_sites.ContainsKey(producer)))
                _sites[producer] = new(producer, SiteAction.Hand, null, null, [], $"{member.DeclaringType.GetElementType().FullName}.{member.Name} is not woven and may read fields of {(whole ? "all that it comes to" : instrumented!.FullName)}") { Generic = value.Type as GenericParameter, Whole = whole };
        }
    }

    /// <summary>Whether a value may be, or lead to, an instance of an instrumented class: one of the framework's classes only where it is a collection of such.</summary>
    private bool MayLead(TypeReference? type) => type switch
    {
        null or ByReferenceType or PointerType or FunctionPointerType => false,
        GenericParameter => true,
        ArrayType array => MayLead(array.ElementType),
        GenericInstanceType instance => !instance.IsValueType && (instance.GenericArguments.Any(MayLead) || IsOfProgram(instance)),
        _ => type.MetadataType == MetadataType.Object || (!type.IsValueType && !type.IsPrimitive && type.MetadataType != MetadataType.String && IsOfProgram(type)),
    };

    private bool IsOfProgram(TypeReference type) => type.Resolve() is { } definition && !definition.IsDelegate() && scope.IsWoven(definition);

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
