using Weft.Runtime.Locks;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Tests;

/// <summary>What a thread notes of the sections of locks that have no lease, and when the short way out is the right one.</summary>
internal sealed class HeldLocksTests
{
    private readonly object _first = new();
    private readonly object _second = new();
    private HeldLocks _locks = new();

    [SetUp]
    public void Empty() => _locks = new();

    [Test]
    public void Sections_are_left_as_they_were_entered()
    {
        Assert.That(_locks.TryPush(_first, LockLevel.Write), Is.True);
        Assert.That(_locks.TryPush(_second, LockLevel.Read), Is.True);
        Assert.That(_locks.Sections, Is.EqualTo(1));
        Assert.That(_locks.TryPopUnshared(_second, null), Is.True);
        Assert.That(_locks.Sections, Is.EqualTo(1));
        Assert.That(_locks.TryPopUnshared(_first, LockLevel.Write), Is.True);
        Assert.That((_locks.Count, _locks.Sections), Is.EqualTo((0, 0)));
        Assert.That(_locks.TryPopUnshared(_first, null), Is.False);
    }

    [Test]
    public void One_that_is_not_the_last_is_looked_for()
    {
        _locks.TryPush(_first, LockLevel.Write);
        _locks.TryPush(_second, LockLevel.Write);
        Assert.That(_locks.TryPopUnshared(_first, null), Is.False);
        Assert.That(_locks.TryPop(_first, out _, out _), Is.True);
        Assert.That(_locks.TryPopUnshared(_second, null), Is.True);
    }

    [Test]
    public void One_of_another_level_or_that_waits_behind_it_or_has_a_lease_is_not_left_the_short_way()
    {
        _locks.TryPush(_first, LockLevel.Read);
        Assert.That(_locks.TryPopUnshared(_first, LockLevel.Write), Is.False);
        _locks.TryPush(_first, LockLevel.SynchronousWrite);
        Assert.That(_locks.TryPopUnshared(_first, null), Is.False);
        _locks.Push(_first, new LeasedLock(Weft.Protocol.LockId.OfName("a"), leased: false), LockLevel.Write);
        Assert.That(_locks.TryPopUnshared(_first, null), Is.False);
        Assert.That(_locks.Count, Is.EqualTo(3));
    }

    [Test]
    public void What_does_not_fit_is_noted_the_long_way()
    {
        object[] gates = [.. Enumerable.Range(0, 9).Select(static _ => new object())];
        Assert.That(gates.Select(gate => _locks.TryPush(gate, LockLevel.Write)), Is.EqualTo(Enumerable.Range(0, 9).Select(static i => i < 8)));
        _locks.Push(gates[8], null, LockLevel.Write);
        Assert.That(gates.Reverse().Select(gate => _locks.TryPopUnshared(gate, null)), Is.All.True);
    }
}
