using System.Reflection;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Values;

namespace Weft.Runtime.Objects;

/// <summary>An instance of a woven class, of one of the framework's whose fields never change, or a struct in its box: replicated field by field, leaf by leaf.</summary>
internal sealed class PhysicalDescriptor : TypeDescriptor
{
    private static readonly object Settled = new();

    private readonly FieldSlot[] _byIndex;
    private readonly Dictionary<uint, (FieldSlot Slot, int Leaf)> _byKey = [];
    private readonly string[] _names;
    private readonly Action<object>[] _onLoad;
    private readonly IContentSlot[] _contents;
    private readonly bool _hasClassConstructor;
    private volatile bool _classConstructorRan;

    private PhysicalDescriptor(Type type, List<FieldSlot> slots, List<Action<object>> onLoad, bool isWhole) : base(type, isWhole ? ObjectKind.Whole : ObjectKind.Physical)
    {
        _byIndex = new FieldSlot[slots.Count == 0 ? 0 : slots.Max(slot => slot.Index) + 1];
        List<string> names = [];
        int place = 0;
        foreach (FieldSlot slot in slots)
        {
            _byIndex[slot.Index] = slot;
            slot.FirstPlace = place;
            place += slot.LeafCount;
            for (int leaf = 0; leaf < slot.LeafCount; leaf++)
            {
                string name = slot.LeafName(leaf);
                if (!_byKey.TryAdd(WireHash.OfField(name), (slot, leaf)))
                    throw new InvalidOperationException($"{RuntimeCodes.FieldNameCollision}: the field names {name} and {_byKey[WireHash.OfField(name)].Slot.Name} of {type} have the same hash; rename one of them.");
                names.Add(name);
            }
        }
        _names = [.. names];
        _onLoad = [.. onLoad];
        _contents = [.. slots.OfType<IContentSlot>()];
        PlaceCount = place;
        HasFinalizer = type.GetMethod("Finalize", BindingFlags.Instance | BindingFlags.NonPublic) is { } finalizer && finalizer.DeclaringType != typeof(object);
        HasTransients = !type.IsValueType && CountInstanceFields(type) > slots.Count(slot => !slot.IsFramework);
        _hasClassConstructor = HasClassConstructor(type);
    }

    /// <summary>How the static method that describes a class is found. Tests, which cannot give a method the weaver's name, put another rule here.</summary>
    internal static Func<Type, MethodInfo?> FindDescribe { get; set; } = static type =>
        type.GetMethod("$weft_describe", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);

    internal override IReadOnlyList<string> FieldNames => _names;

    internal int PlaceCount { get; }

    internal bool HasFinalizer { get; }

    /// <summary>Whether instances have state that is not shared, which a collection of the instance would lose.</summary>
    internal bool HasTransients { get; }

    /// <summary>Whether there are fields that must be brought up to date before they are read.</summary>
    internal bool HasContents => _contents.Length != 0;

    internal bool HasOnLoad => _onLoad.Length != 0;

    internal override bool CanMakeInstance => !_hasClassConstructor || _classConstructorRan;

    /// <summary>Whether a class constructor of the application runs before the first instance.</summary>
    internal static bool HasClassConstructor(Type type)
    {
        for (Type? t = type; t is not null; t = t.BaseType)
        {
            if (t.TypeInitializer is not null && !WireTypeName.IsFramework(t))
                return true;
        }
        return false;
    }

    internal static PhysicalDescriptor Build(Type type)
    {
        Stack<Type> chain = new();
        for (Type? t = type; t is not null && t != typeof(object); t = t.BaseType)
            chain.Push(t);
        Section section = new();
        foreach (Type t in chain)
            FindDescribe(t)?.CreateDelegate<Action<SectionBuilder>>()(section);
        bool isWhole = FrameworkSections.Add(type, section.Slots);
        return new PhysicalDescriptor(type, section.Slots, section.Loads, isWhole);
    }

    /// <summary>A struct in its box, which the program may change there. Code that asks nobody works on it, so it is whole.</summary>
    internal static PhysicalDescriptor OfBox(Type type, FieldSlot value) => new(type, [value], [], isWhole: true);

    /// <summary>Runs the class constructor, on a user thread, so that instances can be made from here on.</summary>
    internal override void RunClassConstructor()
    {
        if (CanMakeInstance)
            return;
        for (Type? t = Type; t is not null && t != typeof(object); t = t.BaseType)
            RuntimeHelpers.RunClassConstructor(t.TypeHandle);
        _classConstructorRan = true;
    }

    internal FieldSlot<T> Slot<T>(int index) => (FieldSlot<T>)_byIndex[index];

    // Its fields may have to be brought up to date before each read, once more after the node has left.
    internal override bool HasStateHere(SharedHeader header) => _contents.Length == 0 || header.Extra == Settled;

    /// <summary>Brings up to date what other nodes have changed. On threads that may run user code and wait.</summary>
    internal void RefreshContents(object instance, SharedHeader header)
    {
        bool isLast = Activation.HasLeft;
        foreach (IContentSlot content in _contents)
            content.Refresh(instance, header);
        if (isLast)
            header.Extra = Settled;
    }

    internal override object MakeInstance(int length)
    {
        object instance = RuntimeHelpers.GetUninitializedObject(Type);
        SuppressFinalizer(instance);
        if (instance is IWoven woven)
            woven.State = 1;
        return instance;
    }

    internal override void WriteState(object instance, SharedHeader header, WireWriter writer)
    {
        writer.Unsigned((ulong)PlaceCount);
        foreach (FieldSlot slot in _byIndex)
            slot?.WriteAll(instance, writer);
    }

    internal override void Fill(object instance, SharedHeader header, ref WireReader state)
    {
        foreach (FieldSlot slot in _byIndex)
            slot?.BeforeFill(instance, header);
        for (int count = state.Count(); count > 0; count--)
        {
            uint key = state.Fixed32();
            if (_byKey.TryGetValue(key, out (FieldSlot Slot, int Leaf) place) && !header.Pending.Has(place.Slot.PlaceOf(place.Leaf)))
                place.Slot.TakeLeaf(instance, header, place.Leaf, ref state);
            else
                state.SkipValue();
        }
    }

    internal override void Apply(object instance, SharedHeader header, EntryKind kind, ref WireReader payload)
    {
        if (kind != EntryKind.FieldSet || !_byKey.TryGetValue(payload.Fixed32(), out (FieldSlot Slot, int Leaf) place))
            return;
        if (!header.Pending.Has(place.Slot.PlaceOf(place.Leaf)))
            place.Slot.TakeLeaf(instance, header, place.Leaf, ref payload);
    }

    internal override bool ReadsAcknowledged(SharedHeader header) => true;

    internal override void Acknowledge(object instance, SharedHeader header, EntryKind kind, ref WireReader payload)
    {
        if (kind != EntryKind.FieldSet || !_byKey.TryGetValue(payload.Fixed32(), out (FieldSlot Slot, int Leaf) place))
            return;
        // Under its lease no write of another node was passed over: what is here is own, and may be later than what comes back.
        if (header.Pending.Release(place.Slot.PlaceOf(place.Leaf)) && !place.Slot.IsAtomic)
            place.Slot.TakeLeaf(instance, header, place.Leaf, ref payload);
    }

    internal override void VisitReferences(object instance, ReferenceVisitor visitor)
    {
        foreach (FieldSlot slot in _byIndex)
            slot?.VisitReferences(instance, visitor);
    }

    internal override void WriteValue(object instance, WireWriter writer)
    {
        ByValue.WriteCount(writer, PlaceCount * 2);
        foreach (FieldSlot slot in _byIndex)
            slot?.WriteValue(instance, writer);
    }

    internal override object ReadValue(ref WireReader reader)
    {
        RunClassConstructor();
        object instance = RuntimeHelpers.GetUninitializedObject(Type);
        for (int count = ByValue.ReadCount(ref reader); count > 1; count -= 2)
        {
            reader.Byte();
            if (_byKey.TryGetValue((uint)reader.Unsigned(), out (FieldSlot Slot, int Leaf) place))
                place.Slot.ReadLeaf(instance, place.Leaf, ref reader);
            else
                reader.SkipValue();
        }
        RunOnLoad(instance);
        return instance;
    }

    internal override void OnShared(object instance, SharedHeader header)
    {
        // An instance exists, so its class constructor has run, or runs on a thread that made one in it.
        _classConstructorRan = true;
        SuppressFinalizer(instance);
        if (HasTransients)
            header.HoldStrongly(instance);
        // Reads look for changes from here on.
        if (_contents.Length != 0)
            Volatile.Write(ref ((IWoven)instance).State, 1);
        foreach (FieldSlot slot in _byIndex)
            slot?.OnShared(instance, header);
    }

    internal void RunOnLoad(object instance)
    {
        foreach (Action<object> run in _onLoad)
            run(instance);
    }

    private void SuppressFinalizer(object instance)
    {
#pragma warning disable CA1816 // A shared instance's collection is no change of the object, so its finalizer must not run.
        if (HasFinalizer)
            GC.SuppressFinalize(instance);
#pragma warning restore CA1816
    }

    private static int CountInstanceFields(Type type)
    {
        int count = 0;
        for (Type? t = type; t is not null && !FrameworkSections.Has(t); t = t.BaseType)
        {
            foreach (FieldInfo field in t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                count += field.Name.StartsWith("$weft_", StringComparison.Ordinal) ? 0 : 1;
        }
        return count;
    }

    private sealed class Section : SectionBuilder
    {
        internal List<FieldSlot> Slots { get; } = [];

        internal List<Action<object>> Loads { get; } = [];

        public override void Field<TOwner, TField>(string name, int index, FieldRef<TOwner, TField> field, SharedFieldAttributes attributes) =>
            Slots.Add((attributes & SharedFieldAttributes.Replaced) == 0
                ? new FieldSlot<TOwner, TField>(name, index, field, attributes)
                : new ContentSlot<TOwner, TField>(name, index, field, attributes));

        public override void OnLoad<TOwner>(Action<TOwner> run) => Loads.Add(instance => run((TOwner)instance));
    }
}
