using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Mono.Cecil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Analysis.Boxes;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Emit;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Projects;

/// <summary>
/// What one build decided about its assembly, as far as woven code of other assemblies relies on it. Text, one fact a line, sorted: the builds of the
/// projects above make the same plan over all assemblies, and compare.
/// </summary>
public sealed class WeavingManifest
{
    private const string Header = "weft-manifest 1";
    private const string Woven = "woven ";
    private const string Contract = "contract ";
    private const string Said = "said ";
    private const string Configuration = "configuration ";

    private WeavingManifest(bool isWoven, int contractVersion, string weavingHash, ImmutableSortedSet<string> facts, ImmutableHashSet<string> messages)
    {
        IsWoven = isWoven;
        ContractVersion = contractVersion;
        WeavingHash = weavingHash;
        Facts = facts;
        Messages = messages;
    }

    /// <summary>Whether the assembly was rewritten.</summary>
    public bool IsWoven { get; }

    /// <summary>The contract that it was woven against.</summary>
    public int ContractVersion { get; }

    /// <summary>Hash of the rules that it was woven by.</summary>
    public string WeavingHash { get; }

    /// <summary>The classes, fields, roots, methods and locks, one line for each.</summary>
    public ImmutableSortedSet<string> Facts { get; }

    /// <summary>The warnings that its own build gave: those above need not repeat them.</summary>
    internal ImmutableHashSet<string> Messages { get; }

    /// <summary>The full names of the instrumented classes.</summary>
    internal IEnumerable<string> Classes => Facts.Where(fact => fact.StartsWith("class ", StringComparison.Ordinal)).Select(fact => fact.Split(' ')[1]);

    /// <summary>Reads a manifest; null where the text is none, or one of another version of Weft.</summary>
    public static WeavingManifest? Read(string text)
    {
        string[] lines = text.Split(['\n'], StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length < 4 || lines[0] != Header || !lines[1].StartsWith(Contract, StringComparison.Ordinal) || !lines[2].StartsWith(Woven, StringComparison.Ordinal)
            || !lines[3].StartsWith(Configuration, StringComparison.Ordinal)
            || !int.TryParse(lines[1].Substring(Contract.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int contract))
        {
            return null;
        }
        return new(
            lines[2] == Woven + "yes",
            contract,
            lines[3].Substring(Configuration.Length),
            [.. lines.Skip(4).Where(line => !line.StartsWith(Said, StringComparison.Ordinal))],
            [.. lines.Skip(4).Where(line => line.StartsWith(Said, StringComparison.Ordinal)).Select(line => line.Substring(Said.Length))]);
    }

    /// <summary>What a plan says of one assembly.</summary>
    internal static WeavingManifest Of(AssemblyPlan assembly, WeavePlan plan, int contractVersion, string weavingHash, IEnumerable<Diagnostic> messages)
    {
        ModuleDefinition module = assembly.Assembly.MainModule;
        ImmutableSortedSet<string>.Builder facts = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (TypePlan type in assembly.Types)
            facts.Add(ClassFact(type));
        foreach (FieldPlan field in plan.Fields.Values.Where(field => field.Field.Module == module))
            facts.Add(FieldFact(field));
        foreach (RootPlan root in plan.Roots.Where(root => root.Field.Module == module))
            facts.Add($"root {Names.Wire(root.Field)} {root.On?.FullName} '{root.Name}' {root.Policy} {root.Eager} {root.Key?.Name}");
        foreach (DistributedMethodPlan method in plan.Methods.Values.Where(method => method.Method.Module == module))
            facts.Add($"method {method.WireName} {method.RunOn} {method.Where?.Name}");
        foreach (NamedLockPlan named in assembly.NamedLocks)
            facts.Add($"lock {named.Name}");
        foreach (MethodDefinition method in assembly.Synchronized)
            facts.Add($"synchronized {TypeNames.Wire(method)}");
        foreach (FieldDefinition field in Atomics(plan).Where(field => field.Module == module))
            facts.Add($"atomic {Names.Wire(field)}");
        foreach (FieldDefinition field in Atomics(plan, stepped: true).Where(field => field.Module == module))
            facts.Add($"atomic {Names.Wire(field)} in several steps");
        foreach (string boxed in BoxedMembers.CalledIn(plan, module))
            facts.Add($"boxed {boxed}");
        return new(assembly.Rewrite, contractVersion, weavingHash, facts.ToImmutable(), [.. messages.Where(item => item.Severity != Severity.Error).Select(OneLine)]);
    }

    internal static string ClassFact(TypePlan type) => $"class {type.Type.FullName} {type.HeaderOwner.GetElementType().FullName} {type.FirstIndex.ToString(CultureInfo.InvariantCulture)}";

    internal static string FieldFact(FieldPlan field) => $"field {Names.Wire(field.Field)} {field.Treatment} {field.Index.ToString(CultureInfo.InvariantCulture)}";

    // Roots that hold objects are worked on by their policy, whatever the stores do.
    internal static IEnumerable<FieldDefinition> Atomics(WeavePlan plan, bool stepped = false) => plan.Assemblies.SelectMany(assembly => assembly.Bodies).SelectMany(body => body.Sites)
        .Where(site => site.Action == SiteAction.LendAtomic && site.Field is { } field && (field.Roots.IsEmpty || field.IsValueRoot) && (site.Stepped || !stepped)).Select(site => site.Field!.Field).Distinct();

    /// <summary>A message as it stands in a manifest.</summary>
    internal static string OneLine(Diagnostic message) => message.ToString().Replace('\n', ' ').Replace("\r", "");

    /// <summary>The text of the file.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(Header).Append('\n');
        text.Append(Contract).Append(ContractVersion.ToString(CultureInfo.InvariantCulture)).Append('\n');
        text.Append(Woven).Append(IsWoven ? "yes" : "no").Append('\n');
        text.Append(Configuration).Append(WeavingHash).Append('\n');
        foreach (string fact in Facts)
            text.Append(fact).Append('\n');
        foreach (string message in Messages.OrderBy(message => message, StringComparer.Ordinal))
            text.Append(Said).Append(message).Append('\n');
        return text.ToString();
    }
}
