using System.Runtime.CompilerServices;
using Weft.Runtime.Objects;
using Weft.Runtime.Session;

namespace Weft.Runtime;

/// <summary>What the host of this process has said before the node was decided upon.</summary>
internal static class Startup
{
    private static readonly Lock Gate = new();
    private static ClusterSettings? _host;
    private static ClusterSettings? _commandLine;
    private static volatile bool _decided;
    private static volatile Action<ClusterLogLevel, string>? _log;

    /// <summary>Takes the lines of the node's log; null: they go to standard error.</summary>
    internal static Action<ClusterLogLevel, string>? Log => _log;

    /// <summary>The options of this process. Called once, as <see cref="Activation"/> is decided.</summary>
    internal static ClusterOptions Decide()
    {
        lock (Gate)
        {
            _decided = true;
            return Options(_host, _commandLine);
        }
    }

    /// <summary>Takes the host's settings over and decides.</summary>
    /// <exception cref="ClusterJoinException">Woven code ran before, with other settings.</exception>
    internal static void Configure(ClusterSettings host, ClusterSettings? commandLine)
    {
        // What the file said at weaving stands in woven assemblies, which a program that is not woven itself has not loaded yet.
        WovenDiscovery.Find();
        lock (Gate)
        {
            _log = host.Log ?? _log;
            if (!_decided)
                (_host, _commandLine) = (host, commandLine);
        }
        RuntimeHelpers.RunClassConstructor(typeof(Activation).TypeHandle);
        if (Activation.Error is { } error)
            throw error;
        ClusterOptions wanted = Options(host, commandLine);
        if (wanted.Hub is null && !Activation.IsActive)
            return;
        // The level belongs to the log, which may come later.
        if (wanted with { LogLevel = "" } != Activation.Options with { LogLevel = "" })
            throw new ClusterJoinException($"{RuntimeCodes.ConfiguredTooLate}: the host's settings for the cluster came after woven code had run, which decided without them ({Activation.Options.Describe()}; the host says {wanted.Describe()}). Call AddWeft, or Cluster.Configure, first of all in the program.");
    }

    private static ClusterOptions Options(ClusterSettings? host, ClusterSettings? commandLine) =>
        ClusterOptions.From(WovenAssemblies.ClusterText, Environment.GetEnvironmentVariable, host, commandLine);
}
