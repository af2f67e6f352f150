using System.Runtime.CompilerServices;

namespace Probe;

/// <summary>Finalizers of objects that are not shared, which use what is.</summary>
public static class Torches
{
    private static readonly ManualResetEventSlim s_goOn = new();
    private static volatile bool s_holds;

    public static string Run(World world, string[] words)
    {
        switch (words[1])
        {
            case "drop":
                Drop(world, words[2]);
                GC.Collect();
                return "";
            case "wait":
                GC.WaitForPendingFinalizers();
                return "";
            case "ashes":
                lock (world.Ashes)
                    return string.Join(" ", world.Ashes);
            case "sparks":
                return Spark.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
            case "hold":
                s_goOn.Reset();
                new Thread(() => Hold(world)) { IsBackground = true }.Start();
                SpinWait.SpinUntil(() => s_holds);
                return "";
            case "release":
                s_goOn.Set();
                SpinWait.SpinUntil(() => !s_holds);
                return "";
            default:
                return Library.Watcher.Outcome ?? "nothing";
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Drop(World world, string kind) => _ = Make(world, kind);

    private static object Make(World world, string kind) => kind switch
    {
        "torch" => new Torch(world),
        "lamp" => new Lamp(world),
        "lantern" => new Lantern(world),
        "spark" => new Spark(),
        "bomb" => new Bomb(world),
        "writer" => new Library.Watcher(() => world.Hits = 17),
        "adder" => new Library.Watcher(() => world.Tags.Add("ended")),
        "reader" => new Library.Watcher(() => world.Total = world.Head!.Quantity),
        _ => new Library.Watcher(() => Burn(world, "watcher")),
    };

    private static void Hold(World world)
    {
        lock (world.Ashes)
        {
            s_holds = true;
            s_goOn.Wait();
        }
        s_holds = false;
    }

    private static void Burn(World world, string what)
    {
        lock (world.Ashes)
            world.Ashes.Add($"{what}{(Thread.CurrentThread.Name == "weft finalizers" ? "" : "!")}");
    }

    private class Torch(World world)
    {
        ~Torch() => Burn(world, "torch");
    }

    private sealed class Lamp(World world) : Torch(world)
    {
        private readonly World _world = world;

        ~Lamp() => Burn(_world, "lamp");
    }

    private sealed class Lantern(World world) : Library.Resource
    {
        protected override void Release() => Burn(world, "lantern");
    }

    /// <summary>Touches nothing that is shared, so it stays on the finalizer thread.</summary>
    private sealed class Spark
    {
        private static int s_count;

        ~Spark() => Interlocked.Increment(ref s_count);

        internal static int Count => Volatile.Read(ref s_count);
    }

    private sealed class Bomb(World world)
    {
        ~Bomb()
        {
            if (world.Total == 0)
                throw new InvalidOperationException("exploded");
        }
    }
}
