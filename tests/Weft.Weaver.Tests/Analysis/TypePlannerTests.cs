using Weft.Weaver.Analysis;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Tests.Output;

namespace Weft.Weaver.Tests.Analysis;

public class TypePlannerTests
{
    private const string Good = "roots:\n  - field: Refusals.Transients.Good.Root\n    name: good\n";

    [Test]
    public void Shared_fields_are_numbered_and_transient_ones_are_not()
    {
        WeavePlan plan = Plan(Good + "transients:\n  - field: Refusals.Transients.Good.listeners\n");
        TypePlan type = plan.Class("Refusals.Transients.Good");
        Assert.Multiple(() =>
        {
            Assert.That(type.OwnsHeader);
            Assert.That(plan.Field("Refusals.Transients.Good", "Root").Treatment, Is.EqualTo(FieldTreatment.StaticRoot));
            Assert.That(plan.Field("Refusals.Transients.Good", "listeners").Treatment, Is.EqualTo(FieldTreatment.Transient));
            Assert.That(plan.Field("Refusals.Transients.Good", "worker").Treatment, Is.EqualTo(FieldTreatment.Transient), "[NonSerialized]");
            Assert.That(plan.Field("Refusals.Transients.Good", "Happened").Treatment, Is.EqualTo(FieldTreatment.Transient), "event");
            Assert.That(plan.Field("Refusals.Transients.Good", "Name").Treatment, Is.EqualTo(FieldTreatment.Shared), "auto-property");
            Assert.That(type.Fields.Where(field => field.Index >= 0).Select(field => field.Index), Is.EqualTo(Enumerable.Range(0, type.Fields.Count(field => field.Index >= 0))));
        });
    }

    [Test]
    public void The_fields_that_a_copy_on_write_class_replaces_are_known()
    {
        WeavePlan plan = Plan("roots:\n  - field: Refusals.Contents.Good.Root\ncollections:\n  - type: Refusals.Contents.Good\n    as: list\n");
        Assert.Multiple(() =>
        {
            Assert.That(plan.Class("Refusals.Contents.Good").Fields.Where(field => field.IsReplaced).Select(field => field.Field.Name), Is.EqualTo(new[] { "inner", "other" }));
            Assert.That(plan.Field("Refusals.Contents.Good", "inner").Rule?.Line, Is.EqualTo(5));
            Assert.That(plan.Field("Refusals.Contents.Good", "inner").Reason, Does.Contain("replaced at each write by weft.yaml(5)"));
            Assert.That(plan.Field("Refusals.Contents.Good", "kept").Treatment, Is.EqualTo(FieldTreatment.Shared));
        });
    }

    [Test]
    public void A_copy_on_write_class_that_nothing_shares_is_a_warning()
    {
        DiagnosticBag diagnostics = Subject.Plan("Refusals", "collections:\n  - type: Refusals.Contents.Unreached\n    as: list\n").Diagnostics;
        Assert.That(diagnostics.Sorted().Where(item => item.Severity != Severity.Information).Select(item => item.Code), Is.EqualTo(new[] { Codes.CollectionUnused }));
    }

    [TestCase("Refusals.Transients.Good.Happened")]
    [TestCase("System.EventHandler")]
    [TestCase("System.Delegate+")]
    public void Delegates_whose_type_or_field_is_included_are_shared(string included)
    {
        (WeavePlan? plan, DiagnosticBag diagnostics) = Subject.Plan("Refusals", $"{Good}transients:\n  - field: Refusals.Transients.Good.listeners\ninclude:\n  - {included}\n");
        Assert.Multiple(() =>
        {
            Assert.That(diagnostics.HasErrors, Is.False);
            FieldPlan field = plan!.Field("Refusals.Transients.Good", "Happened");
            Assert.That(field.Treatment, Is.EqualTo(FieldTreatment.Shared));
            Assert.That(field.Rule?.Line, Is.EqualTo(8));
            Assert.That(field.Reason, Does.Contain(included));
            Assert.That(plan!.Field("Refusals.Transients.Good", "changed").Treatment, Is.EqualTo(included == "System.Delegate+" ? FieldTreatment.Shared : FieldTreatment.Transient));
        });
    }

    [TestCase("System.Action")]
    [TestCase("Refusals.Portability.WithHandlers.handlers")]
    public void Collections_of_delegates_that_are_included_are_shared(string included) =>
        Assert.That(Plan($"roots:\n  - field: Refusals.Portability.WithHandlers.Root\ninclude:\n  - {included}\n").Field("Refusals.Portability.WithHandlers", "handlers").Treatment, Is.EqualTo(FieldTreatment.Shared));

    [Test]
    public void Patterns_for_many_types_leave_delegates_local() =>
        Assert.That(Plan(Good + "transients:\n  - field: Refusals.Transients.Good.listeners\ninclude:\n  - Refusals.Transients.*\n").Field("Refusals.Transients.Good", "Happened").Treatment, Is.EqualTo(FieldTreatment.Transient));

    [TestCase("listeners")]
    [TestCase("chosen")]
    public void An_initializer_is_found_in_the_constructor(string field)
    {
        WeavePlan plan = Plan(Good + $"transients:\n  - field: Refusals.Transients.Good.{field}\n");
        var step = plan.Class("Refusals.Transients.Good").OnLoad.OfType<OnLoadStep.Initializer>().Single(item => item.Field.Name == field);
        Assert.Multiple(() =>
        {
            Assert.That(step.First.Previous.OpCode.Name, Is.EqualTo("ldarg.0"));
            Assert.That(step.Store.OpCode.Name, Is.EqualTo("stfld"));
            Assert.That(step.First.Offset, Is.LessThan(step.Store.Offset));
        });
    }

    [Test]
    public void On_load_takes_methods_and_factories()
    {
        WeavePlan plan = Plan(Good + """
            transients:
              - field: Refusals.Transients.Good.attached
                on-load: { method: Attach }
              - field: Refusals.Transients.Good.listeners
                on-load: new
              - field: Refusals.Transients.Good.chosen
                on-load: none
            """);
        string[] steps = [.. plan.Class("Refusals.Transients.Good").OnLoad.Select(step => step.GetType().Name)];
        Assert.That(steps, Is.EquivalentTo(new[] { "New", "Method", "Initializer" }), "the initializer is that of the delegate 'changed'");
    }

    [Test]
    public void A_transient_field_that_a_constructor_assigns_is_a_warning()
    {
        DiagnosticBag diagnostics = Subject.Plan("Refusals", Good + "transients:\n  - field: Refusals.Transients.Good.number\n").Diagnostics;
        Assert.That(diagnostics.Sorted().Where(item => item.Severity == Severity.Warning).Select(item => item.Code), Is.EqualTo(new[] { Codes.AssignedInConstructor }));
    }

    [Test]
    public void An_instance_root_on_a_class_that_is_not_reached_has_no_index()
    {
        WeavePlan plan = Plan("roots:\n  - field: Refusals.Roots.Holder.item\n    on: Refusals.Roots.Special\n    key: Id\n");
        FieldPlan field = plan.Field("Refusals.Roots.Holder", "item");
        Assert.Multiple(() =>
        {
            Assert.That(field.Treatment, Is.EqualTo(FieldTreatment.InstanceRoot));
            Assert.That(field.Index, Is.EqualTo(-1));
            Assert.That(field.Roots.Single().Key?.Name, Is.EqualTo("get_Id"));
            Assert.That(plan.Has("Refusals.Roots.Holder"), Is.False);
            Assert.That(plan.Has("Refusals.Roots.Item"));
            Assert.That(plan.Assemblies.Single().Rewrite);
        });
    }

    [Test]
    public void A_rule_synchronizes_methods_but_constructors_and_those_that_a_later_rule_exempts()
    {
        AssemblyPlan assembly = Plan("roots:\n  - field: Refusals.Locks.Bare.Root\nlocks:\n  - method: Refusals.Locks.Bare.*\n    synchronized: true\n  - method: Refusals.Locks.Bare.SaveAsync\n    synchronized: false\n").Assemblies.Single();
        Assert.That(assembly.Synchronized.Where(method => method.DeclaringType.Name == "Bare").Select(method => method.Name), Is.EquivalentTo(new[] { "Add", "Increment" }));
        Assert.That(assembly.NamedLocks.Select(item => item.Name), Is.EqualTo(new[] { "Refusals.Locks.Bare" }));
    }

    [Test]
    public void A_static_Lock_that_covers_a_write_is_a_named_lock() =>
        Assert.That(Plan("roots:\n  - field: Refusals.Locks.Modern.Root\n").Assemblies.Single().NamedLocks.Select(item => item.Name), Is.EqualTo(new[] { "Refusals.Locks.Modern::s_gate" }));

    [Test]
    public void Static_locks_that_cover_shared_writes_are_cluster_locks()
    {
        WeavePlan plan = Plan("roots:\n  - field: Refusals.Locks.Counter.Root\n");
        Assert.That(plan.Assemblies.Single().NamedLocks.Select(item => item.Name), Is.EquivalentTo(new[] { "Refusals.Locks.Counter::s_gate", "Refusals.Locks.Counter" }));
    }

    [Test]
    public void Autolock_off_leaves_static_locks_alone()
    {
        WeavePlan plan = Plan("roots:\n  - field: Refusals.Locks.Counter.Root\nlocks:\n  - method: Refusals.Locks.Counter.*\n    autolock: off\n");
        Assert.That(plan.Assemblies.Single().NamedLocks, Is.Empty);
    }

    [Test]
    public void Synchronized_methods_lock_as_the_cluster_sees_it_and_static_ones_by_name()
    {
        AssemblyPlan assembly = Plan("roots:\n  - field: Refusals.Locks.Synchronized.Root\n").Assemblies.Single();
        Assert.Multiple(() =>
        {
            Assert.That(assembly.NamedLocks.Select(item => item.Name), Is.EqualTo(new[] { "Refusals.Locks.Synchronized" }));
            Assert.That(assembly.Synchronized.Select(method => method.Name), Is.SupersetOf(new[] { "Increment", "IncrementRoot" }));
        });
    }

    [Test]
    public void Autolock_off_leaves_synchronized_methods_alone()
    {
        AssemblyPlan assembly = Plan("roots:\n  - field: Refusals.Locks.Synchronized.Root\nlocks:\n  - method: Refusals.Locks.Synchronized.*\n    autolock: off\n").Assemblies.Single();
        Assert.Multiple(() =>
        {
            Assert.That(assembly.NamedLocks, Is.Empty);
            Assert.That(assembly.Synchronized.Select(method => method.DeclaringType.Name), Has.None.EqualTo("Synchronized"));
        });
    }

    [TestCase("", true)]
    [TestCase("locks:\n  - method: Refusals.Locks.Counter.*\n    autolock: off\n", false)]
    public void Autolock_off_leaves_the_monitor_calls_of_a_method_alone(string rule, bool woven)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["weft.yaml"], "version: 1\nroots:\n  - field: Refusals.Locks.Counter.Root\n" + rule);
        WeavePlanResult result = WeaverEngine.Plan(Subject.Request(Subject.AssemblyFile("Refusals")) with { ConfigurationFile = folder["weft.yaml"] });
        IEnumerable<SitePlan> sites = result.Plan!.Assemblies.Single().Bodies.Where(body => body.Method.FullName.EndsWith("Refusals.Locks.Counter::Log()", StringComparison.Ordinal)).SelectMany(body => body.Sites);
        Assert.That(sites.Any(site => site.Replacement?.DeclaringType.Name == "MonitorShims"), Is.EqualTo(woven));
    }

    [Test]
    public void Distributed_methods_are_found_by_name_and_by_parameters()
    {
        WeavePlan plan = Plan("""
            roots:
              - field: Refusals.Methods.Target.Root
            distributed-methods:
              - method: Refusals.Methods.Target.Plain(string, int)
              - method: Refusals.Methods.Target.Ret*
                run-on: others
              - method: Refusals.Methods.Target.Static
              - method: Refusals.Methods.Target.Overloaded(int)
                run-on: holders
            """);
        Assert.That(plan.Methods.Values.Select(method => (method.WireName, method.RunOn)), Is.EquivalentTo(new[]
        {
            ("Refusals.Methods.Target::Plain(System.String,System.Int32)", 0),
            ("Refusals.Methods.Target::Returning()", 2),
            ("Refusals.Methods.Target::Static(System.String)", 0),
            ("Refusals.Methods.Target::Overloaded(System.Int32)", 1),
        }));
    }

    [Test]
    public void An_assembly_where_nothing_is_shared_is_left()
    {
        WeavePlan plan = Plan("unlocked-writes: error\n");
        Assert.That(plan.Assemblies.Single().Rewrite, Is.False);
    }

    private static WeavePlan Plan(string yaml)
    {
        (WeavePlan? plan, DiagnosticBag diagnostics) = Subject.Plan("Refusals", yaml);
        Assert.That(diagnostics.HasErrors, Is.False, string.Join("\n", diagnostics.Sorted()));
        return plan!;
    }
}
