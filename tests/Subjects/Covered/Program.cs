namespace Covered;

public static class Program
{
    public static World World = new(); // free
    private static int s_runs;

    public static void Main(string[] arguments)
    {
        s_runs++;
        World.Simple();
        World.Nested();
        World.Older.All();
        World.Reentered();
        World.ByProperty();
        World.ByLocal(new());
        World.AsVisualBasicAndFSharpDo();
        World.Tried();
        World.ByModernLock();
        World.ByScope(arguments.Length > 0);
        World.ByMembersOfModernLock();
        World.OnOneWayOnly(arguments.Length > 0);
        World.Caught();
        World.Looped(arguments);
        World.Synchronized();
        World.SynchronizedStatic();
        World.ByStatic();
        World.ByOwnLock();
        World.Calls();
        World.ByDelegate();
        World.Awaited().Wait();
        World.AwaitedByModernLock().Wait();
        World.Announce(1);
        World.Fresh();
        World.OnlyUnrelated();
        World.Readers.All();
        new Thread(() => World.First.Grow()).Start();
        Console.WriteLine(World.First.Length + s_runs + World.Readers.Count);
    }
}
