using System.Reflection;

namespace Accepted;

/// <summary>
/// Runs the constructs of a program. <c>show</c>: waits until another node has run them and shows what arrived; else runs them, after they were made reachable from the root,
/// and shows each; with <c>stay</c> the node then lives until its input ends.
/// </summary>
public static class Runner
{
    public static void Run(Assembly program, string[] arguments)
    {
        if (arguments is ["show"])
        {
            ShowAll(WaitForWorld());
            return;
        }
        World.s_root = new World([.. program.GetTypes().Where(type => type.IsSubclassOf(typeof(Construct)) && !type.IsAbstract && !type.ContainsGenericParameters)
            .OrderBy(type => type.FullName, StringComparer.Ordinal).Select(type => (Construct)Activator.CreateInstance(type)!)]);
        World world = World.s_root;
        foreach (Construct construct in world.Constructs)
            Console.WriteLine($"{construct.GetType().Name} acts: {Guard(construct.Act)}");
        ShowAll(world);
        lock (world.Gate)
            world.Done = true;
        Console.WriteLine("done");
        if (arguments is ["stay"])
            Console.In.ReadToEnd();
    }

    private static World WaitForWorld()
    {
        long deadline = Environment.TickCount64 + 60_000;
        while (Environment.TickCount64 < deadline)
        {
            if (World.s_root is { } world)
            {
                lock (world.Gate)
                {
                    if (world.Done)
                        return world;
                }
            }
            Thread.Sleep(5);
        }
        throw new TimeoutException("No other node has run the constructs.");
    }

    private static void ShowAll(World world)
    {
        foreach (Construct construct in world.Constructs)
            Console.WriteLine($"{construct.GetType().Name} shows: {Guard(construct.Show)}");
    }

    private static string Guard(Func<string> run)
    {
        try
        {
            return run();
        }
        catch (Exception e)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }
}
