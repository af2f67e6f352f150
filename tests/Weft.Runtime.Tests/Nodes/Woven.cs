using System.Reflection;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

/// <summary>What the weaver adds to the first woven class of a hierarchy, written by hand.</summary>
internal abstract class Woven : IWoven
{
    private ObjectHeader? _header;
    private byte _state;

    ref ObjectHeader? IWoven.Header => ref _header;

    ref byte IWoven.State => ref _state;

    internal bool IsShared => _header is not null;

    internal bool WasHollow => _state != 0;

    internal static MethodInfo? FindDescribe(Type type) =>
        type.GetMethod("Describe", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);

    protected T Get<T>(ref T place)
    {
        T value = place;
        if (Volatile.Read(ref _state) == 0)
            return value;
        int sequence;
        do
        {
            sequence = FieldAccess.BeginRead(this, ref _header, ref _state);
            value = place;
        }
        while (!FieldAccess.EndRead(ref _header, sequence));
        return value;
    }

    protected void Set<T>(int field, ref T place, T value)
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

    protected void Late<T>(int field, ref T place) => FieldAccess.WriteLate(this, ref _header, field, ref place);

    protected ref T GetTransient<T>(ref T place)
    {
        if (Volatile.Read(ref _state) != 0)
            FieldAccess.EnsureLoaded(this, ref _header, ref _state);
        return ref place;
    }

    protected ref T Borrow<T>(ref T place, ref Loan<T> loan) => ref FieldAccess.Borrow(this, ref _header, ref _state, ref place, ref loan);

    protected void Expose<T>(int field, ref T place) => FieldAccess.Expose(this, ref _header, ref _state, field, ref place);

    protected FieldPlace<T> Cell<T>(int field, ref T place) => new(this, ref _header, ref _state, field, ref place);

    protected ref T BorrowAtomic<T>(int field, ref T place, ref Loan<T> loan) => ref AtomicAccess.Borrow(this, ref _header, ref _state, field, ref place, ref loan);

    protected void ReturnAtomic<T>(int field, ref T place, ref Loan<T> loan) => AtomicAccess.Return(this, ref _header, field, ref place, ref loan);

    protected void Return<T>(int field, ref T place, ref Loan<T> loan) => FieldAccess.Return(this, ref _header, field, ref place, ref loan);
}

internal struct Point
{
    internal int X;
    internal int Y;
    internal Item? Owner;
}

internal class Item : Woven
{
    private int _count;
    private string? _name;
    private Item? _next;
    private object? _anything;
    private Point _point;
    private object _gate = new();
    private int _loads;

    internal int Count { get => Get(ref _count); set => Set(0, ref _count, value); }

    internal void ExposeCount() => Expose(0, ref _count);

    internal ref int KeptCount()
    {
        ExposeCount();
        return ref _count;
    }

    internal void StoreCountUnseen(int value) => _count = value;

    internal int CountUnseen => _count;

    internal string? Name { get => Get(ref _name); set => Set(1, ref _name, value); }

    internal Item? Next { get => Get(ref _next); set => Set(2, ref _next, value); }

    internal object? Anything { get => Get(ref _anything); set => Set(3, ref _anything, value); }

    internal Point Point { get => Get(ref _point); set => Set(4, ref _point, value); }

    internal object Gate => Get(ref _gate);

    /// <summary>Transient: how often on-load ran here.</summary>
    internal int Loads => GetTransient(ref _loads);

    internal void MovePoint(int x) => MovePointWhile(x, static _ => { });

    internal void MovePointWhile(int x, Action<Item> meanwhile)
    {
        Loan<Point> loan = default;
        ref Point point = ref Borrow(ref _point, ref loan);
        try
        {
            point.X = x;
            meanwhile(this);
        }
        finally
        {
            Return(4, ref _point, ref loan);
        }
    }

    private static void Describe(SectionBuilder section)
    {
        section.Field<Item, int>("Test.Item::count", 0, static item => ref item._count, SharedFieldAttributes.None);
        section.Field<Item, string?>("Test.Item::name", 1, static item => ref item._name, SharedFieldAttributes.None);
        section.Field<Item, Item?>("Test.Item::next", 2, static item => ref item._next, SharedFieldAttributes.None);
        section.Field<Item, object?>("Test.Item::anything", 3, static item => ref item._anything, SharedFieldAttributes.None);
        section.Field<Item, Point>("Test.Item::point", 4, static item => ref item._point, SharedFieldAttributes.None);
        section.Field<Item, object>("Test.Item::gate", 5, static item => ref item._gate, SharedFieldAttributes.ReadOnly);
        section.OnLoad<Item>(static item => World.Loading(item, ref item._loads));
    }
}

/// <summary>A subclass, to see that the concrete type travels and base sections come first.</summary>
internal sealed class NamedItem : Item
{
    private int _extra;

    internal int Extra { get => Get(ref _extra); set => Set(6, ref _extra, value); }

    private static void Describe(SectionBuilder section) =>
        section.Field<NamedItem, int>("Test.NamedItem::extra", 6, static item => ref item._extra, SharedFieldAttributes.None);
}

/// <summary>Counts its finalizer's runs.</summary>
internal sealed class FinalizedItem : Woven
{
    private static int s_finalized;

    ~FinalizedItem() => Interlocked.Increment(ref s_finalized);

    internal static int Finalized => Volatile.Read(ref s_finalized);

    private static void Describe(SectionBuilder section) => _ = section;
}

/// <summary>Has a class constructor, which is user code.</summary>
internal sealed class Constructed : Woven
{
    private int _value;

    static Constructed() => ThreadOfConstructor = Thread.CurrentThread.Name ?? $"thread {Environment.CurrentManagedThreadId}";

    internal static string ThreadOfConstructor { get; }

    internal int Value { get => Get(ref _value); set => Set(0, ref _value, value); }

    private static void Describe(SectionBuilder section) =>
        section.Field<Constructed, int>("Test.Constructed::value", 0, static item => ref item._value, SharedFieldAttributes.None);
}
