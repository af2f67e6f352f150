using System.Globalization;

namespace Weft.Hub.Tests.Simulation.Forms;

/// <summary>The state of a sequential barrier.</summary>
internal sealed class BarrierState
{
    public long Participants { get; set; }

    public long Phase { get; private set; }

    /// <summary>Which call was told to run the action; 0 for none.</summary>
    public long Runner { get; set; }

    /// <summary>Calls that have arrived and wait.</summary>
    public SortedSet<long> Waiting { get; } = [];

    /// <summary>Calls that may pass, with what they are told.</summary>
    public SortedDictionary<long, long> Released { get; } = [];

    /// <summary>Calls that were taken back before they came.</summary>
    public SortedSet<long> Withdrawn { get; } = [];

    public long Missing => Participants - Waiting.Count;

    public static BarrierState Parse(string text)
    {
        string[] parts = text.Split('|');
        var state = new BarrierState { Participants = Number(parts[0]), Phase = Number(parts[1]), Runner = Number(parts[2]) };
        state.Waiting.UnionWith(List(parts[3]).Select(Number));
        foreach (string[] released in List(parts[4]).Select(static each => each.Split(':')))
            state.Released.Add(Number(released[0]), Number(released[1]));
        state.Withdrawn.UnionWith(List(parts[5]).Select(Number));
        return state;
    }

    /// <summary>All that wait may pass.</summary>
    /// <returns>The phase that begins.</returns>
    public long Finish(bool failed)
    {
        (Phase, Runner) = (Phase + 1, 0);
        foreach (long each in Waiting)
            Released.Add(each, BarrierForm.Phase(Phase, failed));
        Waiting.Clear();
        return Phase;
    }

    /// <summary>Adds participants.</summary>
    /// <returns>From which phase on they take part.</returns>
    public long Add(long amount)
    {
        Participants += amount;
        return Runner == 0 ? Phase : Phase + 1;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Participants}|{Phase}|{Runner}|{string.Join(',', Waiting)}|{string.Join(',', Released.Select(static each => $"{each.Key}:{each.Value}"))}|{string.Join(',', Withdrawn)}");

    private static string[] List(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
