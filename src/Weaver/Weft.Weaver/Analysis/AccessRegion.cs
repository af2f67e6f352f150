using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Analysis;

/// <summary>
/// A stretch of a body without branches, calls and anything else that others could notice, whose accesses to shared fields are guarded together: where no owner has a
/// header at its start, the fields are read and written as they were compiled, and the owners that were written are looked at again at its end.
/// </summary>
/// <param name="Instructions">All instructions of the stretch, in order; the stack is empty before the first.</param>
/// <param name="Owners">The objects whose fields are accessed.</param>
/// <param name="Properties">The calls of properties that do nothing but access their field.</param>
public sealed record AccessRegion(ImmutableArray<Instruction> Instructions, ImmutableArray<RegionOwner> Owners, ImmutableArray<RegionProperty> Properties);

/// <summary>An object of a region: an argument or a local that does not change in it.</summary>
/// <param name="Variable">The <see cref="ParameterDefinition"/> or <see cref="VariableDefinition"/>.</param>
/// <param name="IsThis">Whether it is the instance whose method this is.</param>
/// <param name="Via">A field of it as a site of the region names it.</param>
/// <param name="Stored">The fields that the region stores, each once.</param>
public sealed record RegionOwner(object Variable, bool IsThis, FieldReference Via, ImmutableArray<FieldReference> Stored);

/// <summary>A call of a property that does nothing but access its field.</summary>
/// <param name="Call">The call.</param>
/// <param name="Field">The field, on the type that the call names.</param>
/// <param name="Stores">Whether it is the setter.</param>
public sealed record RegionProperty(Instruction Call, FieldReference Field, bool Stores);
