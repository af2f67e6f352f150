using System.Reflection;

namespace Golden;

public sealed class Shims
{
    private readonly List<int> _list = [];

    public void Add() => _list.Add(1);

    public Action<int> Group() => _list.Add;

    public static Dictionary<string, int> Make() => new(StringComparer.Ordinal);

    public object Clone() => MemberwiseClone();

    public static object? Reflect(FieldInfo field, object owner) => field.GetValue(owner);
}
