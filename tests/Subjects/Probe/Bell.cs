using System.Globalization;

namespace Probe;

/// <summary>An event and a list of functions that all nodes have in common.</summary>
public sealed class Bell
{
    private readonly List<Func<int, int>> _steps = new();
    private int _heard;

    public event Action<int>? Rung;

    /// <summary>One command.</summary>
    public string Run(string command, int count)
    {
        switch (command)
        {
            case "subscribe":
                for (int i = 0; i < count; i++)
                    Rung += Hear;
                return "";
            case "unsubscribe":
                for (int i = 0; i < count; i++)
                    Rung -= Hear;
                return "";
            case "subscribers":
                return (Rung?.GetInvocationList().Length ?? 0).ToString(CultureInfo.InvariantCulture);
            case "ring":
                Rung?.Invoke(count);
                return "";
            case "heard":
                lock (this)
                    return _heard.ToString(CultureInfo.InvariantCulture);
            case "capture":
                Rung += number => count += number;
                return "";
            case "step":
                lock (_steps)
                    _steps.Add(count % 2 == 0 ? static number => number * 10 : AddHeard);
                return "";
            case "steps":
                lock (_steps)
                    return _steps.Aggregate(1, (number, step) => step(number)).ToString(CultureInfo.InvariantCulture);
            default:
                throw new ArgumentException("No such command: " + command);
        }
    }

    private int AddHeard(int number) => number + _heard;

    private void Hear(int count)
    {
        lock (this)
            _heard += count;
    }
}
