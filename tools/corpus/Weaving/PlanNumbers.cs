using Mono.Cecil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Metadata;

namespace Weft.Corpus.Weaving;

/// <summary>Numbers of one plan.</summary>
/// <param name="SharedFields">Fields that are shared.</param>
/// <param name="TransientFields">Transient fields of instrumented classes.</param>
/// <param name="Sites">Instructions woven, by what becomes of them.</param>
/// <param name="Assemblies">Numbers of each assembly, by its name.</param>
internal sealed record PlanNumbers(int SharedFields, int TransientFields, IReadOnlyDictionary<SiteAction, int> Sites, IReadOnlyDictionary<string, AssemblyNumbers> Assemblies)
{
    /// <summary>Counts a plan.</summary>
    public static PlanNumbers Of(WeavePlan plan) => new(
        plan.Fields.Values.Count(field => field.Treatment == FieldTreatment.Shared),
        plan.Fields.Values.Count(field => field.Treatment == FieldTreatment.Transient),
        plan.Assemblies.SelectMany(assembly => assembly.Bodies).SelectMany(body => body.Sites).GroupBy(site => site.Action).ToDictionary(group => group.Key, group => group.Count()),
        plan.Assemblies.ToDictionary(assembly => assembly.Assembly.Name.Name, Of));

    private static AssemblyNumbers Of(AssemblyPlan plan)
    {
        TypeDefinition[] types = [.. plan.Assembly.MainModule.GetTypes()];
        return new(
            types.SelectMany(type => type.Methods).Count(method => method.HasInstructions()),
            types.Count(HasState),
            plan.Types.Length,
            plan.Bodies.Sum(body => body.Sites.Length));
    }

    private static bool HasState(TypeDefinition type) =>
        !type.IsInterface && !type.IsValueType && !type.IsStaticClass() && !type.IsDelegate() && !type.IsCompilerGenerated() && type.Name != "<Module>";
}

/// <summary>Numbers of one assembly.</summary>
/// <param name="Methods">Methods with a body.</param>
/// <param name="Classes">Classes that a user wrote and that are neither static nor delegates.</param>
/// <param name="Instrumented">Those that are instrumented.</param>
/// <param name="Sites">Instructions woven.</param>
internal sealed record AssemblyNumbers(int Methods, int Classes, int Instrumented, int Sites);
