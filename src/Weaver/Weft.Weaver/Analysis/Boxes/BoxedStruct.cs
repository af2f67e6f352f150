using System.Collections.Immutable;
using Mono.Cecil;

namespace Weft.Weaver.Analysis.Boxes;

/// <summary>A struct that its own methods change, and that may lie in a box in shared state: such a box is an object with an identity.</summary>
/// <param name="Struct">The struct's definition.</param>
/// <param name="Members">The members of interfaces, and of <c>object</c>, through which it changes.</param>
public sealed record BoxedStruct(TypeDefinition Struct, ImmutableArray<BoxedMember> Members)
{
    /// <summary>Its name on the wire.</summary>
    public string WireName => $"{Struct.FullName}, {Struct.Module.Assembly.Name.Name}";
}

/// <summary>A member through which a struct changes in its box.</summary>
/// <param name="Interface">The interface that declares it, or <c>object</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">How many parameters it has.</param>
/// <param name="Method">The struct's method.</param>
public sealed record BoxedMember(TypeDefinition Interface, string Name, int Parameters, MethodDefinition Method)
{
    /// <summary>Type, name and number of parameters: overloads of one number are not told apart.</summary>
    internal (string Type, string Name, int Parameters) Key => (Interface.FullName, Name, Parameters);
}
