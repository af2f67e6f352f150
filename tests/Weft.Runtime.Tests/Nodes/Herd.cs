using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

/// <summary>A woven class that derives from a collection, as the weaver leaves it, and refers to others of its kind.</summary>
internal sealed class Herd : List<Herd>, IWoven
{
    private ObjectHeader? _header;
    private byte _state;
    private Herd? _parent;
    private string? _name;

    ref ObjectHeader? IWoven.Header => ref _header;

    ref byte IWoven.State => ref _state;

    internal Herd? Parent { get => Get(ref _parent); set => Set(0, ref _parent, value); }

    internal string? Name { get => Get(ref _name); set => Set(1, ref _name, value); }

    internal string Describe() => $"{Name}({string.Join(" ", Enumerable.Range(0, ListShims<Herd>.get_Count(this)).Select(i => ListShims<Herd>.get_Item(this, i)).Select(child => (child.Parent == this ? "" : "!") + child.Describe()))})";

    private T Get<T>(ref T place)
    {
        if (Volatile.Read(ref _state) == 0)
            return place;
        T value;
        int sequence;
        do
        {
            sequence = FieldAccess.BeginRead(this, ref _header, ref _state);
            value = place;
        }
        while (!FieldAccess.EndRead(ref _header, sequence));
        return value;
    }

    private void Set<T>(int field, ref T place, T value)
    {
        if (_header is not null)
        {
            FieldAccess.Write(this, ref _header, field, ref place, value);
            return;
        }
        place = value;
        if (Volatile.Read(ref _header) is not null)
            FieldAccess.WriteLate(this, ref _header, field, ref place);
    }

    private static void Describe(SectionBuilder section)
    {
        section.Field<Herd, Herd?>("Test.Herd::parent", 0, static herd => ref herd._parent, SharedFieldAttributes.None);
        section.Field<Herd, string?>("Test.Herd::name", 1, static herd => ref herd._name, SharedFieldAttributes.None);
    }
}
