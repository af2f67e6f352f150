using Weft.Hub.Tests.Support;
using Weft.Linearizability;

namespace Weft.Hub.Tests.Linearizability;

/// <summary>The checker accepts what can be explained, and finds what cannot.</summary>
public sealed class CheckerTests
{
    [Test]
    public void Operations_that_overlap_may_have_happened_in_either_order()
    {
        Operation[] history = [Op("a", "write", 1, 0, 0, 10), Op("b", "read", 0, 0, 1, 9), Op("c", "read", 0, 1, 2, 8)];
        Assert.That(LinearizabilityChecker.FindViolation(history, Models.Register), Is.Null);
    }

    [Test]
    public void A_read_of_an_old_value_after_a_new_one_was_read_is_found()
    {
        Operation[] history = [Op("a", "write", 1, 0, 0, 10), Op("b", "read", 0, 1, 1, 4), Op("c", "read", 0, 0, 5, 8)];
        Assert.That(LinearizabilityChecker.FindViolation(history, Models.Register), Does.Contain("c: read(0) = 0"));
    }

    [Test]
    public void A_lost_update_is_found()
    {
        Operation[] history = [Op("a", "add", 1, 1, 0, 5), Op("b", "add", 1, 1, 2, 6)];
        Assert.That(LinearizabilityChecker.FindViolation(history, Models.Register), Is.Not.Null);
    }

    [Test]
    public void An_item_that_is_taken_twice_or_out_of_order_is_found()
    {
        Operation[] twice = [Op("a", "put", 1, 0, 0, 1), Op("b", "take", 0, 1, 2, 3), Op("c", "take", 0, 1, 2, 4)];
        Operation[] order = [Op("a", "put", 1, 0, 0, 1), Op("a", "put", 2, 0, 2, 3), Op("b", "take", 0, 2, 4, 5)];
        Operation[] hidden = [Op("a", "put", 1, 0, 0, 1), Op("b", "take", 0, -1, 2, 3)];
        foreach (Operation[] history in (Operation[][])[twice, order, hidden])
            Assert.That(LinearizabilityChecker.FindViolation(history, Models.Queue), Is.Not.Null);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void What_the_order_of_items_says_of_takes_to_come_changes_no_verdict(bool isStack)
    {
        ISequentialModel model = isStack ? Models.Stack : Models.Queue;
        int first = TestSeed.Given ?? 1, orders = 0, count = TestSeed.Given is null ? 3_000 : 1;
        for (int seed = first; seed < first + count; seed++)
        {
            Operation[] history = AnyHistory(new Random(seed), isStack);
            bool hasOrder = LinearizabilityChecker.FindViolation(history, new WithoutOutlook(model)) is null;
            Assert.That(LinearizabilityChecker.FindViolation(history, model) is null, Is.EqualTo(hasOrder), $"WEFT_SEED={seed}\n{string.Join('\n', history.Select(each => each.ToString()))}");
            orders += hasOrder ? 1 : 0;
        }
        Assert.That(orders, TestSeed.Given is null ? Is.InRange(count / 10, count * 9 / 10) : Is.InRange(0, 1));
    }

    // Ten operations, some about the same item, some without an answer; what is taken is often, but not always, what stood first.
    private static Operation[] AnyHistory(Random random, bool isStack)
    {
        var items = new LinkedList<long>();
        var history = new List<Operation>();
        for (int i = 0; i < 10; i++)
        {
            long called = 10 * i - random.Next(25), returned = 10 * i + 1 + random.Next(25);
            bool isPut = random.Next(2) == 0;
            long item = isPut ? random.Next(10) > 0 ? i : random.Next(10) : items.First?.Value ?? -1;
            if (!isPut && item >= 0)
                items.RemoveFirst();
            else if (isPut && isStack)
                items.AddFirst(item);
            else if (isPut)
                items.AddLast(item);
            if (!isPut && random.Next(12) == 0)
                item = random.Next(10);
            history.Add(Op($"p{i}", isPut ? "put" : "take", isPut ? item : 0, random.Next(6) == 0 ? null : isPut ? 0 : item, called, returned));
        }
        return [.. history];
    }

    private sealed class WithoutOutlook(ISequentialModel model) : ISequentialModel
    {
        public string Initial => model.Initial;

        public string? Step(string state, Operation operation) => model.Step(state, operation);
    }

    [Test]
    public void Two_holders_of_a_lock_and_too_many_of_a_semaphore_are_found()
    {
        Operation[] both = [Op("a", "enter", 1, 0, 0, 1), Op("b", "enter", 2, 0, 2, 3), Op("a", "leave", 1, 0, 4, 5)];
        Operation[] three = [Op("a", "enter", 0, 0, 0, 1), Op("b", "enter", 0, 0, 0, 1), Op("c", "try", 0, 1, 2, 3)];
        Assert.That(LinearizabilityChecker.FindViolation(both, Models.Lock), Is.Not.Null);
        Assert.That(LinearizabilityChecker.FindViolation(three, Models.Semaphore(2)), Is.Not.Null);
        Assert.That(LinearizabilityChecker.FindViolation(three, Models.Semaphore(3)), Is.Null);
    }

    [Test]
    public void Keys_are_checked_by_themselves()
    {
        Operation[] history = [Op("a", "add", 5, 1, 0, 1), Op("b", "add", 6, 1, 2, 3) with { Key = "other" }, Op("b", "get", 0, 5, 4, 5)];
        Assert.That(LinearizabilityChecker.FindViolation(history, Models.MapEntry), Is.Null);
        Assert.That(LinearizabilityChecker.FindViolation(history.Select(each => each with { Key = "one" }), Models.MapEntry), Is.Not.Null);
    }

    [Test]
    public void An_operation_without_an_answer_may_have_happened_late_or_never()
    {
        Operation unanswered = Op("a", "write", 1, 0, 0, 0) with { Output = null };
        Assert.That(LinearizabilityChecker.FindViolation([unanswered, Op("b", "read", 0, 0, 5, 6), Op("b", "read", 0, 1, 7, 8)], Models.Register), Is.Null);
        Assert.That(LinearizabilityChecker.FindViolation([unanswered, Op("b", "read", 0, 1, 5, 6), Op("b", "read", 0, 0, 7, 8)], Models.Register), Is.Not.Null);
    }

    [Test]
    public void A_single_wrong_result_in_a_long_history_is_found()
    {
        var random = new Random(4711);
        List<Operation> history = [];
        long value = 0, now = 0;
        for (int i = 0; i < 400; i++)
        {
            now += 10;
            history.Add(Op($"p{i % 4}", "add", 1, ++value, now - random.Next(15), now + random.Next(15)));
        }
        Assert.That(LinearizabilityChecker.FindViolation(history, Models.Register), Is.Null);
        history[200] = history[200] with { Output = history[190].Output };
        Assert.That(LinearizabilityChecker.FindViolation(history, Models.Register), Is.Not.Null);
    }

    private static Operation Op(string process, string name, long input, long? output, long called, long returned) => new(process, "one", name, input, output, called, returned);
}
