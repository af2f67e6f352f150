using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Tests.Analysis;

/// <summary>One subject for each refusal; each gives exactly one error, with its code and at its place.</summary>
public class RefusalTests
{
    [TestCase("WithThread", Codes.NeverPortable)]
    [TestCase("WithTask", Codes.NeverPortable)]
    [TestCase("WithStream", Codes.NeverPortable)]
    [TestCase("WithTimer", Codes.NeverPortable)]
    [TestCase("WithPointer", Codes.NeverPortable)]
    [TestCase("InElement", Codes.NeverPortable)]
    [TestCase("WithHandlers", Codes.NeverPortable)]
    [TestCase("InArgument", Codes.NeverPortable)]
    [TestCase("SubtypeBase", Codes.NeverPortable)]
    [TestCase("WithSpinLock", Codes.NeverPortable)]
    [TestCase("WithWeakReference", Codes.NeverPortable)]
    [TestCase("WithFixedBuffer", Codes.ExplicitLayout)]
    [TestCase("WithRegex", Codes.FrameworkClassNotShared)]
    [TestCase("OfComponent", Codes.StatefulUnwovenBase)]
    [TestCase("Failure", Codes.StatefulUnwovenBase)]
    [TestCase("OfObjects", Codes.StatefulUnwovenBase)]
    [TestCase("OfOddBits", Codes.StatefulUnwovenBase)]
    [TestCase("HoldsBits", Codes.StatefulUnwovenBase)]
    [TestCase("WithUnion", Codes.ExplicitLayout)]
    public void What_cannot_be_shared_is_refused(string type, string code) =>
        Refused($"roots:\n  - field: Refusals.Portability.{type}.Root\n", code);

    [TestCase("Refusals.Contents.NoContract", "list", Codes.CollectionUnsuitable)]
    [TestCase("Refusals.Contents.Good", "dictionary", Codes.CollectionUnsuitable)]
    [TestCase("Refusals.Contents.Good", "set", Codes.CollectionUnsuitable)]
    [TestCase("Refusals.Contents.Fixed", "list", Codes.CollectionUnsuitable)]
    [TestCase("Refusals.Contents.IContract", "list", Codes.CollectionUnsuitable)]
    [TestCase("System.Collections.ObjectModel.ObservableCollection`1", "list", Codes.CollectionUnsuitable)]
    [TestCase("Refusals.Contents.Godo", "list", Codes.UnknownType)]
    public void A_class_that_is_no_such_collection_is_refused(string type, string shape, string code) =>
        Refused($"collections:\n  - type: {type}\n    as: {shape}\n", code);

    [Test]
    public void A_class_that_stands_under_collections_twice_is_refused() =>
        Refused("roots:\n  - field: Refusals.Contents.Good.Root\ncollections:\n  - type: Refusals.Contents.Good\n    as: list\n  - type: Refusals.Contents.Good\n    as: list\n", Codes.CollectionUnsuitable);

    [Test]
    public void An_excluded_type_is_refused() =>
        Refused("roots:\n  - field: Refusals.Portability.WithSecret.Root\nexclude:\n  - Refusals.Portability.Secret\n", Codes.ExcludedType);

    [TestCase("Place", Codes.RootTypeNotSupported)]
    [TestCase("Limit", Codes.RootTypeNotSupported)]
    [TestCase("Share", Codes.RootTypeNotSupported)]
    [TestCase("PerThread", Codes.RootThreadStatic)]
    [TestCase("Plane", Codes.RootFieldUnknown)]
    public void A_field_that_cannot_be_a_root_is_refused(string field, string code) =>
        Refused($"roots:\n  - field: Refusals.Roots.Holder.{field}\n", code);

    [Test]
    public void A_field_of_a_struct_is_no_root() => Refused("roots:\n  - field: Refusals.Portability.Union.a\n", Codes.RootTypeNotSupported);

    [Test]
    public void A_root_of_a_copied_type_cannot_be_assigned_once_only() => Refused("roots:\n  - field: Refusals.Roots.Holder.Number\n    policy: error\n", Codes.RootPolicyUnsuitable);

    [Test]
    public void A_struct_with_what_cannot_be_shared_is_no_root() => Refused("roots:\n  - field: Refusals.Roots.Holder.Timed\n", Codes.NeverPortable);

    [Test]
    public void A_root_in_a_generic_class_is_refused() => Refused("roots:\n  - field: Refusals.Roots.Generic`1.Root\n", Codes.RootInGenericClass);

    [TestCase("Refusals.Roots.Stranger", Codes.RootOnUnsuitable)]
    [TestCase("Refusals.Roots.Specail", Codes.UnknownType)]
    public void A_subtype_that_does_not_fit_is_refused(string on, string code) =>
        Refused($"roots:\n  - field: Refusals.Roots.Holder.item\n    on: {on}\n", code);

    [TestCase("Linked", Codes.RootKeyUnsuitable)]
    [TestCase("Missing", Codes.RootKeyUnsuitable)]
    public void A_key_that_does_not_fit_is_refused(string key, string code) =>
        Refused($"roots:\n  - field: Refusals.Roots.Holder.item\n    key: {key}\n", code);

    [Test]
    public void A_root_given_twice_is_refused() =>
        Refused("roots:\n  - field: Refusals.Roots.Holder.Plain\n  - field: Refusals.Roots.Holder.Plain\n    name: other\n", Codes.RootTwice);

    [TestCase("FromParameter", "buffer", Codes.InitializerNotReplayable)]
    public void An_initializer_that_needs_its_constructor_is_refused(string type, string field, string code) =>
        Refused($"roots:\n  - field: Refusals.Transients.{type}.Root\ntransients:\n  - field: Refusals.Transients.{type}.{field}\n", code);

    [TestCase("{ method: Answer }")]
    [TestCase("{ method: Atach }")]
    [TestCase("{ factory: Refusals.Transients.Good.Answer }")]
    [TestCase("new", "made")]
    public void An_on_load_that_does_not_fit_is_refused(string onLoad, string field = "attached") =>
        Refused($"roots:\n  - field: Refusals.Transients.Good.Root\ntransients:\n  - field: Refusals.Transients.Good.{field}\n    on-load: {onLoad}\n", Codes.OnLoadTargetUnsuitable);

    [TestCase("Target.Generic", Codes.DistributedMethodForm)]
    [TestCase("Target.Place", Codes.DistributedMethodForm)]
    [TestCase("Shape.Draw", Codes.DistributedMethodForm)]
    [TestCase("Target.ByReference", Codes.DistributedMethodParameter)]
    [TestCase("Target.WithStream", Codes.DistributedMethodParameter)]
    [TestCase("Target.Plian", Codes.DistributedMethodUnknown)]
    [TestCase("Target.Overloaded(double)", Codes.DistributedMethodUnknown)]
    [TestCase("Targat.Plain", Codes.MatchesNothing)]
    public void A_method_that_cannot_be_distributed_is_refused(string method, string code) =>
        Refused($"roots:\n  - field: Refusals.Methods.Target.Root\ndistributed-methods:\n  - method: Refusals.Methods.{method}\n", code);

    [Test]
    public void Where_must_be_transient() =>
        Refused("roots:\n  - field: Refusals.Methods.Target.Root\ndistributed-methods:\n  - method: Refusals.Methods.Target.Plain\n    where: local\n", Codes.DistributedMethodWhere);

    [TestCase("SynchronizedInGeneric", Codes.SynchronizedMethod)]
    [TestCase("GenericTarget", Codes.LockInGenericClass)]
    public void A_lock_that_cannot_be_clustered_is_refused(string type, string code) =>
        Refused($"roots:\n  - field: Refusals.Locks.{type}.Root\n", code);

    [TestCase("Bare.*")]
    [TestCase("Bare.SaveAsync")]
    [TestCase("BareStruct.Add")]
    public void A_method_that_cannot_be_synchronized_is_refused(string method) =>
        Refused($"roots:\n  - field: Refusals.Locks.Bare.Root\nlocks:\n  - method: Refusals.Locks.{method}\n    synchronized: true\n", Codes.SynchronizedRule);

    [TestCase("include:\n  - Nowhere.**\n")]
    [TestCase("exclude:\n  - Nowhere.*\n")]
    [TestCase("transients:\n  - type: Refusals.Nowhere\n")]
    [TestCase("locks:\n  - method: Refusals.Nowhere.*\n    autolock: off\n")]
    public void A_rule_that_matches_nothing_is_an_error(string yaml) => Refused(yaml, Codes.MatchesNothing);

    private static void Refused(string yaml, string code)
    {
        DiagnosticBag diagnostics = Subject.Plan("Refusals", yaml).Diagnostics;
        Diagnostic[] errors = [.. diagnostics.Sorted().Where(item => item.Severity == Severity.Error)];
        Assert.That(errors.Select(item => item.Code), Is.EqualTo(new[] { code }), string.Join("\n", diagnostics.Sorted()));
        Assert.That(errors[0].Position?.Line, Is.GreaterThan(0), errors[0].ToString());
    }
}
