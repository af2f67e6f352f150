using Weft.Hub.Core;
using Weft.Hub.Tests.Simulation.Forms;

namespace Weft.Hub.Tests.Simulation;

/// <content>Once nothing is on its way any more, whoever still waits has to.</content>
internal sealed partial class SynchronizerCluster
{
    private const int MostStepsOfRest = 5_000;

    /// <summary>Requests that still waited when nothing else happened any more.</summary>
    public int StillWaiting { get; private set; }

    private void Rest()
    {
        for (int i = 0; !IsQuiet; i++, _now++)
        {
            if (i == MostStepsOfRest)
                throw new InvalidOperationException($"Something is on its way still after {MostStepsOfRest} steps.");
            Step(mayBegin: false);
        }
    }

    private void NoteRest()
    {
        foreach ((_, SimulatedThread thread) in Waits)
        {
            StillWaiting++;
            _history.AddRange(Form.StillWaits(thread.Begun! with { Returned = _now }));
        }
    }

    private void Conclude()
    {
        SimulatedThread[] alive = [.. _clients.Where(static client => !client.IsDead).SelectMany(static client => client.Threads)];
        if (!Form.Fits(Machine, alive))
            throw new InvalidOperationException($"The hub has {Convert.ToHexString(Picture(Machine).Values)} at the end, and something else is held or run: {string.Join(", ", alive.Select(static thread => (thread.Name, thread.Held, thread.Turn)))}.");
        TakeAllBack();
    }

    private void TakeAllBack()
    {
        foreach ((Client client, SimulatedThread thread) in Waits)
            Cancel(client, thread, thread.Open!.RequestId);
        Rest();
        if (Waits is [var (_, waits), ..])
            throw new InvalidOperationException($"{waits.Begun} was taken back and is not answered.");
    }

    private List<(Client Client, SimulatedThread Thread)> Waits => [.. _clients.SelectMany(static client => client.Threads.Where(static thread => thread.Open is not null).Select(thread => (client, thread)))];

    // Those that the hub takes for alive are, and have a connection.
    private bool IsQuiet =>
        !_core.IsRecovering && _store?.HasUnstored != true && _clients.TrueForAll(client => client.IsDead
            ? _core.Membership.FindSession(client.Session) is null or { State: MemberState.Dead }
            : !client.IsBroken && client.Kept is null && !client.FromHub.IsHeld && client.FromHub.OnTheWay.Count + client.ToHub.OnTheWay.Count == 0);
}
