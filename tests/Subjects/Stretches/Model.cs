namespace Stretches;

public sealed class Board
{
    public int Mark;
    public int First;
    public int Second;
    public int Third;
    public Board? Next;
    public List<Holding>? Held;
    public List<Late>? Items;
    public List<int>? Numbers;
}

/// <summary>What has a class constructor: where that has not run, what another node adds waits at the list for a thread that looks at it, or for a worker.</summary>
public sealed class Late
{
    public int Number;

    static Late() => Made++;

    public static int Made { get; private set; }
}

/// <summary>Its class constructor takes as long as a test wants, and with it the worker that comes to it.</summary>
public sealed class Holding
{
    public int Number;

    static Holding() => Gate.Pass();
}

public static class Gate
{
    private static readonly ManualResetEventSlim s_open = new(initialState: true);
    private static readonly ManualResetEventSlim s_entered = new();

    public static void Close() => s_open.Reset();

    public static void Open() => s_open.Set();

    public static void WaitUntilEntered()
    {
        if (!s_entered.Wait(TimeSpan.FromSeconds(20)))
            throw new TimeoutException("Nobody has come to the gate.");
    }

    public static void Pass()
    {
        s_entered.Set();
        s_open.Wait(TimeSpan.FromSeconds(20));
    }
}
