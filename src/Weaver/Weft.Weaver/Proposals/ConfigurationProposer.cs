using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Analysis.Bodies;
using Weft.Weaver.Analysis.LockCoverage;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Proposals;

/// <summary>A proposed configuration.</summary>
/// <param name="Success">Whether the weaver accepts it.</param>
/// <param name="Diagnostics">The errors that no configuration can mend, or those of the input.</param>
/// <param name="Text">The file; null where the assemblies could not be read, or a named root does not exist.</param>
public sealed record Proposal(bool Success, ImmutableArray<Diagnostic> Diagnostics, string? Text);

/// <summary>
/// Proposes a configuration for a program that nobody has configured: guesses roots and what belongs to each node, plans with them, and follows the remedy of each error until
/// the weaver accepts the whole.
/// </summary>
public sealed class ConfigurationProposer
{
    private const int MostRounds = 60;
    private readonly Workspace _workspace;
    private readonly WeaveContext _empty;
    private readonly ApplicationTypes _types;
    private readonly LocalTypes _local;
    private readonly Draft _draft;
    private readonly IProgress<string>? _progress;
    private ImmutableArray<FieldDefinition> _staticValues = [];
    private ImmutableArray<FieldDefinition> _singletonValues = [];

    private ConfigurationProposer(Workspace workspace, WeaveContext empty, IProgress<string>? progress)
    {
        (_workspace, _empty, _progress) = (workspace, empty, progress);
        _types = new(empty);
        _local = new(empty, _types);
        AssemblyDefinition program = (workspace.Assemblies.FirstOrDefault(assembly => assembly.Definition.EntryPoint is not null) ?? workspace.Assemblies[0]).Definition;
        _draft = new(program.Name.Name.ToLowerInvariant(), [.. _types.All.GroupBy(type => type.FullName).Where(same => same.Count() > 1).Select(same => same.Key)]);
    }

    /// <summary>Proposes; where roots are given, these are the roots.</summary>
    public static Proposal Propose(WeaveRequest request, ImmutableArray<string> roots, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        DiagnosticBag diagnostics = new();
        progress?.Report("reading assemblies");
        if (WorkspaceLoader.Load(request, diagnostics, cancellationToken) is not { } workspace)
            return new(false, diagnostics.Sorted(), null);
        WeaveContext empty = new(new() { File = ConfigurationLoader.FileName, WeavingHash = "", ClusterLines = "" }, workspace, diagnostics);
        ConfigurationProposer proposer = new(workspace, empty, progress);
        if (!proposer.ChooseRoots(roots, cancellationToken))
            return new(false, diagnostics.Sorted(), null);
        return proposer.Complete(cancellationToken);
    }

    private bool ChooseRoots(ImmutableArray<string> named, CancellationToken cancellationToken)
    {
        _progress?.Report("looking for roots");
        RootCandidates candidates = new(_empty, _types, _local, cancellationToken);
        _staticValues = [.. candidates.StaticValues()];
        _singletonValues = [.. candidates.SingletonValues()];
        if (named.IsDefaultOrEmpty)
        {
            _draft.Roots.AddRange(candidates.Find());
            return true;
        }
        foreach (string name in named)
        {
            SourcePosition position = new("--root", 0, 0);
            int dot = name.LastIndexOf('.');
            if (dot <= 0 || dot == name.Length - 1)
                _empty.Diagnostics.Error(Codes.RootFieldUnknown, position, $"'{name}' is no field; write Ns.Type.field");
            else if (_types.FindField(new Positioned(name, position), Codes.RootFieldUnknown) is var (field, type))
                _draft.Roots.Add(candidates.Named(field, type));
        }
        return !_empty.Diagnostics.HasErrors;
    }

    private Proposal Complete(CancellationToken cancellationToken)
    {
        (WeavePlan plan, WeaveContext context) = Settle(cancellationToken);
        if (!context.Diagnostics.HasErrors)
        {
            // What was left out on the way to rules that made its class unreachable says nothing any more.
            foreach (FieldDefinition unused in _draft.Transients.Keys.Where(field => !plan.Types.ContainsKey(field.DeclaringType)).ToArray())
                _draft.Transients.Remove(unused);
            _draft.Distributed.AddRange(new DistributedSuggestions(context, plan, _local).Find());
            (plan, context) = Settle(cancellationToken);
        }
        Note(plan, context, cancellationToken);
        return new(!context.Diagnostics.HasErrors, [.. context.Diagnostics.Sorted().Where(item => item.Severity == Severity.Error)], _draft.Render());
    }

    /// <summary>Plans and repairs until there are no errors, or none that a configuration can mend.</summary>
    private (WeavePlan Plan, WeaveContext Context) Settle(CancellationToken cancellationToken)
    {
        for (int round = 0; ; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _progress?.Report($"planning, round {round + 1}");
            (WeavePlan plan, WeaveContext context) = Plan(cancellationToken);
            bool changed = round < MostRounds && (LeaveOutLocal(plan) || Repair(context));
            if (!changed)
                return (plan, context);
        }
    }

    private (WeavePlan Plan, WeaveContext Context) Plan(CancellationToken cancellationToken)
    {
        DiagnosticBag diagnostics = new();
        WeaveConfiguration configuration = ConfigurationLoader.Parse(ConfigurationLoader.FileName, new StringReader(_draft.Render()), diagnostics)
            ?? throw new InvalidOperationException($"The proposal is not sound: {diagnostics.Sorted()[0]}");
        WeaveContext context = new(configuration, _workspace, diagnostics);
        WeavePlan plan = TypePlanner.Plan(context, cancellationToken);
        // Bodies are only worth a look once the types are settled.
        return (diagnostics.HasErrors ? plan : BodyPlanner.Plan(plan, context, cancellationToken), context);
    }

    /// <summary>Declares fields transient that hold what belongs to one node, or an interface that nothing of the application implements.</summary>
    private bool LeaveOutLocal(WeavePlan plan)
    {
        bool changed = false;
        foreach (FieldPlan field in plan.Types.Values.Where(type => _local.Why(type.Type) is null).SelectMany(type => type.Fields).Where(field => field.Treatment == FieldTreatment.Shared && !_draft.Transients.ContainsKey(field.Field)))
        {
            TypeReference type = field.Field.FieldType.WithoutModifiers();
            if (_local.Why(type) is { } why)
                _draft.Transients.Add(field.Field, (null, $"leads to {why}"));
            else if (Unimplemented(type) is not { } contract)
                continue;
            else if (contract.HasGenericParameters)
                _draft.Transients.Add(field.Field, (null, $"no class of the application implements {contract.FullName}"));
            else if (!_draft.TransientTypes.ContainsKey(contract.FullName + "+"))
                _draft.TransientTypes.Add(contract.FullName + "+", "no class of the application implements it: each node has its own");
            changed = true;
        }
        return changed;
    }

    /// <summary>The interface of a framework that a type is, where no class of the application implements it; null for others.</summary>
    private TypeDefinition? Unimplemented(TypeReference type) =>
        type is not (ArrayType or GenericParameter or PointerType) && type.Resolve() is { IsInterface: true } contract && contract.Namespace != "System"
        && !CollectionMembers.IsCollection(contract) && !_workspace.IsOwn(contract) && !_types.IsImplemented(contract)
            ? contract
            : null;

    private bool Repair(WeaveContext context)
    {
        Repairs repairs = new(context, _draft);
        bool changed = false;
        foreach (Diagnostic error in context.Diagnostics.Sorted().Where(item => item.Severity == Severity.Error))
            changed |= repairs.Apply(error);
        return changed;
    }

    private void Note(WeavePlan plan, WeaveContext context, CancellationToken cancellationToken)
    {
        AddNote("Static lock objects that guard shared state; each is a cluster lock by itself.",
            plan.Assemblies.SelectMany(assembly => assembly.NamedLocks).Select(item => $"{item.Name}: {item.Reason}"));
        AddNote("Static fields of values that are written after the start: each node has its own. What must be one for all, such as a counter of ids, is to be named under roots, or belongs into a shared object.",
            _staticValues.Where(field => !plan.Fields.ContainsKey(field)).Select(field => $"{TypeNames.Display(field)} ({field.FieldType.Name})").OrderBy(name => name, StringComparer.Ordinal));
        AddNote("Fields of singletons that hold values and are written after the start: each node has its own. What must be one for all, such as a counter of ids, is to be named under roots, or belongs into a shared object.",
            _singletonValues.Where(field => !plan.Fields.ContainsKey(field)).Select(field => $"{TypeNames.Display(field)} ({field.FieldType.Name})").OrderBy(name => name, StringComparer.Ordinal));
        AddNote("Transient fields that constructors assign: nothing fills them on a node that receives the object, unless an on-load does.",
            context.Diagnostics.Sorted().Where(item => item.Code == Codes.AssignedInConstructor).Select(item => item.Message.Split(';')[0]));
        AddNote("Delegates and events are each node's own.", context.Diagnostics.Sorted().Where(item => item.Code == Codes.DelegateTransient).Select(item => item.Message.Split(':')[0]));
        if (!context.Diagnostics.HasErrors)
        {
            // What F#'s library does while it makes a list is nothing that the program could mend.
            SharedWrite[] writes = [.. WriteCoverage.Of(plan, context, cancellationToken).Where(write => !write.Method.StartsWith("Microsoft.FSharp.", StringComparison.Ordinal))];
            AddNote("Writes to shared state without a lock.", writes.Where(write => write.Cover == LockCover.Unlocked).Select(Describe));
            AddNote("Writes to shared state whose locks are not known.", writes.Where(write => write.Cover == LockCover.Unknown).Select(Describe));
        }
        AddNote("What no configuration can mend; change the program.", context.Diagnostics.Sorted().Where(item => item.Severity == Severity.Error).Select(item => item.ToString()));
    }

    private void AddNote(string heading, IEnumerable<string> lines)
    {
        string[] all = [.. lines.Select(line => line.Replace("\n", " ")).Distinct()];
        if (all.Length > 0)
            _draft.Notes.Add((heading, all));
    }

    private static string Describe(SharedWrite write) =>
        $"{write.Target}: {write.How} in {write.Method}{(write.Position.Line == 0 ? "" : $" ({Path.GetFileName(write.Position.File)}:{write.Position.Line})")}{(write.Why is null ? "" : $": {write.Why}")}";
}
