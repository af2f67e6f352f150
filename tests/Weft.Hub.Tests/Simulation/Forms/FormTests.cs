using Weft.Hub.Tests.Support;
using Weft.Linearizability;

namespace Weft.Hub.Tests.Simulation.Forms;

/// <summary>The sequential objects explain what their forms promise, and nothing else.</summary>
public sealed class FormTests
{
    [Test]
    public void One_signal_of_an_automatic_event_lets_one_go_on_and_of_another_all()
    {
        Operation[] history = [Op("a", "reset", 0, 0, 0, 1), Op("a", "set", 0, 0, 2, 3), Op("b", "wait", 0, 1, 2, 9), Op("c", "wait", 0, 1, 2, 9)];
        Explains(random => new EventForm(random, automatic: false), history, true);
        Explains(random => new EventForm(random, automatic: true), history, false);
        Explains(random => new EventForm(random, automatic: true), history[..3], true);
    }

    [Test]
    public void Who_waits_at_the_end_has_to()
    {
        Operation[] history = [Op("a", "set", 0, 0, 0, 1), Op("b", "still wait", 0, 0, 9, 9)];
        Explains(random => new EventForm(random, automatic: true), history, false);
        Explains(random => new EventForm(random, automatic: true), [.. history, Op("c", "wait", 0, 1, 2, 3)], true);
        Explains(random => new EventForm(random, automatic: true), [Op("b", "still set", 0, 0, 9, 9)], false);
    }

    [Test]
    public void A_countdown_lets_nobody_through_while_signals_are_missing()
    {
        Operation[] history = [Op("a", "reset", 2, 2, 0, 1), Op("a", "signal", 1, 1, 2, 3), Op("b", "try", 0, 0, 4, 5), Op("b", "signal", 2, -1, 6, 7), Op("b", "initial", 0, 2, 6, 7)];
        Explains(static random => new CountdownForm(random), history, true);
        Explains(static random => new CountdownForm(random), [.. history, Op("b", "wait", 0, 1, 4, 9)], false);
        Explains(static random => new CountdownForm(random), [.. history, Op("b", "wait", 0, 1, 4, 9), Op("c", "signal", 1, 0, 8, 9)], true);
    }

    [Test]
    public void A_permit_beyond_the_maximum_is_refused_and_those_of_the_dead_come_back_once()
    {
        static bool HasThreeOfThree(SimulatedForm form) => form.Created.Values is [var first, _, var most] && first.SequenceEqual(EntryBuilder.Number(3)) && most.SequenceEqual(EntryBuilder.Number(3));
        Explains(static random => new SemaphoreForm(random), [Op("a", "leave", 1, -4, 0, 1)], true, HasThreeOfThree);
        Explains(static random => new SemaphoreForm(random), [Op("a", "leave", 1, 3, 0, 1)], false, HasThreeOfThree);
        Operation[] taken = [Op("a", "enter", 0, 1, 0, 1), Op("b", "back", 0, 0, 2, 3) with { Output = null }, Op("b", "count", 0, 3, 4, 5)];
        Explains(static random => new SemaphoreForm(random), taken, true, HasThreeOfThree);
        Explains(static random => new SemaphoreForm(random), [.. taken[..2], Op("b", "count", 0, 4, 4, 5)], false, HasThreeOfThree);
    }

    [Test]
    public void All_pass_a_barrier_together_or_nobody()
    {
        static bool IsPlainOfTwo(SimulatedForm form) => form.Initial.StartsWith("2|", StringComparison.Ordinal) && form.Created.Values[2].SequenceEqual(EntryBuilder.Null);
        Operation[] first = [Op("a", "arrive", 1, 0, 0, 9), Op("a", "pass", 1, 2, 0, 9)];
        Operation[] second = [Op("b", "arrive", 2, 0, 0, 9), Op("b", "pass", 2, 2, 0, 9)];
        Explains(static random => new BarrierForm(random), [.. first, .. second], true, IsPlainOfTwo);
        Explains(static random => new BarrierForm(random), first, false, IsPlainOfTwo);
        Explains(static random => new BarrierForm(random), [.. first, second[0] with { Output = null, Returned = long.MaxValue }], true, IsPlainOfTwo);
        Explains(static random => new BarrierForm(random), [.. first, second[0] with { Output = null, Called = 10, Returned = long.MaxValue }], false, IsPlainOfTwo);
        Explains(static random => new BarrierForm(random), [.. first, second[0], Op("b", "withdraw", 2, 0, 0, 9)], false, IsPlainOfTwo);
        Explains(static random => new BarrierForm(random), [first[0], Op("a", "still arrive", 1, 0, 10, 10), second[0], Op("b", "still arrive", 2, 0, 10, 10)], false, IsPlainOfTwo);
    }

    [Test]
    public void Only_the_item_whose_turn_it_is_gives_way_and_a_closed_channel_ends_when_it_is_empty()
    {
        Operation[] full = [Op("a", "put", 1, 0, 0, 1), Op("a", "put", 2, 0, 2, 3)];
        foreach ((long mode, long gone) in new[] { (1L, 2L), (2, 1), (3, 3) })
        {
            bool Fits(SimulatedForm form) => form.Created.Values is [var capacity, var full, ..] && capacity.SequenceEqual(EntryBuilder.Number(2)) && full.SequenceEqual(EntryBuilder.Number(mode));
            for (long given = 0; given <= 3; given++)
                Explains(static random => new ChannelForm(random), [.. full, Op("a", "put", 3, given, 4, 5)], given == gone, Fits);
        }
        static bool IsLong(SimulatedForm form) => form.Created.Values[0].SequenceEqual(EntryBuilder.Number(-1));
        Operation[] closed = [.. full, Op("a", "complete", 0, 0, 4, 5), Op("a", "take", 0, 1, 6, 7), Op("b", "put", 4, -2, 6, 7), Op("b", "end", 0, -2, 0, 9)];
        Explains(static random => new ChannelForm(random), closed, false, IsLong);
        Explains(static random => new ChannelForm(random), [.. closed, Op("a", "take", 0, 2, 8, 9)], true, IsLong);
    }

    private static void Explains(Func<Random, SimulatedForm> make, Operation[] history, bool does, Predicate<SimulatedForm>? which = null)
    {
        SimulatedForm form = Enumerable.Range(0, 10_000).Select(seed => make(new Random(seed))).First(form => which is null || which(form));
        Assert.That(LinearizabilityChecker.FindViolation(history, form), does ? Is.Null : Is.Not.Null);
    }

    private static Operation Op(string process, string name, long input, long output, long called, long returned) => new(process, SimulatedCall.Key, name, input, output, called, returned);
}
