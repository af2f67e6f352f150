using Weft.Runtime.Contract;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>Work under the lock of an object, on all nodes where the object is shared.</summary>
internal static class ClusterLocked
{
    internal static TResult Run<TArgument, TResult>(object gate, TArgument argument, Func<TArgument, TResult> work)
    {
        MonitorShims.Enter(gate);
        try
        {
            return work(argument);
        }
        finally
        {
            MonitorShims.Exit(gate);
        }
    }

    internal static void Run<TArgument>(object gate, TArgument argument, Action<TArgument> work)
    {
        MonitorShims.Enter(gate);
        try
        {
            work(argument);
        }
        finally
        {
            MonitorShims.Exit(gate);
        }
    }
}
