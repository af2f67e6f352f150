namespace Accepted;

/// <summary>Events: the delegates stay on their node, what their handlers change is shared.</summary>
public sealed class Events : Construct
{
    private int _number;
    private string _log = "";

    public event Action<int>? Changed;

    public event Action<int> Noted
    {
        add => _log += "+" + value.Method.Name.Length;
        remove => _log += "-";
    }

    public override string Act()
    {
        Action<int> handler = Add;
        Changed += handler;
        Changed += Add;
        Changed -= handler;
        Changed?.Invoke(5);
        Noted += Add;
        Noted -= Add;
        return Changed?.GetInvocationList().Length.ToString() ?? "none";
    }

    public override string Show() => $"{_number} {_log}";

    private void Add(int more) => _number += more;
}
