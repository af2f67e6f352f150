using Weft.Runtime.Barriers;

namespace Weft.Runtime.Tests;

/// <summary>Sections in sections: the thread is inside until it has left the outermost.</summary>
internal sealed class AtomicSectionTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Test]
    public void A_scope_in_a_section_does_not_leave_that()
    {
        AtomicSections section = AtomicSections.Enter();
        AtomicSections.Scope scope = AtomicSections.EnterScope();
        Assert.That(IsInside(), Is.True);
        scope.Leave();
        Assert.That(IsInside(), Is.True);
        section.Leave();
        Assert.That(IsInside(), Is.False);
    }

    [Test]
    public void Neither_a_section_nor_another_scope_leaves_the_scope_that_it_is_in()
    {
        AtomicSections.Scope outer = AtomicSections.EnterScope();
        AtomicSections.Enter();
        AtomicSections.Scope inner = AtomicSections.EnterScope();
        inner.Leave();
        Assert.That(IsInside(), Is.True);
        AtomicSections.Exit();
        Assert.That(IsInside(), Is.True);
        AtomicSections.EnterScope().Leave();
        Assert.That(IsInside(), Is.True);
        outer.Leave();
        Assert.That(IsInside(), Is.False);
    }

    [Test]
    public void Who_has_come_in_again_is_not_waited_for()
    {
        using CancellationTokenSource end = new();
        Thread busy = new(() =>
        {
            while (!end.IsCancellationRequested)
                AtomicSections.EnterScope().Leave();
        });
        busy.Start();
        for (int i = 0; i < 100; i++)
            Assert.That(AtomicSections.WaitForOthers(s_patience), Is.True);
        end.Cancel();
        busy.Join();
    }

    // Others look, as a walk does.
    private static bool IsInside()
    {
        bool outside = false;
        Thread other = new(() => outside = AtomicSections.WaitForOthers(TimeSpan.FromMilliseconds(20)));
        other.Start();
        other.Join();
        return !outside;
    }
}
