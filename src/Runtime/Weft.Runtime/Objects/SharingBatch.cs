using System.Runtime.CompilerServices;
using System.Globalization;
using System.Text;

namespace Weft.Runtime.Objects;

/// <summary>The unshared objects that one walk has found, with how each was reached.</summary>
internal sealed class SharingBatch(SharedHeader? owner, bool strict) : ReferenceVisitor
{
    // Of a single object neither is needed.
    private HashSet<object>? _seen;
    private HashSet<object>? _parts;
    private readonly List<Item> _found = [];
    private int _next;
    private Item? _parent;
    private bool _strict = strict;

    internal List<Item> Found => _found;

    /// <summary>Visits everything below what was found.</summary>
    internal void Complete()
    {
        for (; _next < _found.Count; _next++)
        {
            _parent = _found[_next];
            _parent.Descriptor.VisitReferences(_parent.Instance, this);
        }
        _parent = null;
    }

    /// <summary>
    /// Visits all again, after the headers were set. What cannot be shared is passed over now: it was stored by a thread that looks at the header after its store and gets the exception itself.
    /// </summary>
    internal void LookAgain()
    {
        _strict = false;
        _next = 0;
        Complete();
    }

    /// <inheritdoc/>
    internal override void Visit(object target, string? place, object? key)
    {
        if (WasSeen(target))
            return;
        if (Headers.Of(target) is { } known)
        {
            if (_strict)
                known.RequireState();
            return;
        }
        if (TypeRegistry.Find(target) is not { } descriptor)
        {
            if (_strict)
                throw NotPortable(target, place, key);
            return;
        }
        _seen?.Add(target);
        _found.Add(new Item(target, descriptor, _parent, place, key));
    }

    private bool WasSeen(object target)
    {
        if (_seen is null && _found.Count > 1)
            _seen = new(_found.Where(static item => item.Whole is null).Select(static item => item.Instance), ReferenceEqualityComparer.Instance);
        return _seen?.Contains(target) ?? (_found.Count == 1 && ReferenceEquals(_found[0].Instance, target));
    }

    /// <inheritdoc/>
    internal override void VisitPart(object owner, TypeDescriptor part)
    {
        if (SideTable.Find(owner) is null && (_parts ??= new(ReferenceEqualityComparer.Instance)).Add(owner))
            _found.Add(new Item(owner, part, _parent, null, null) { Whole = _parent });
    }

    /// <inheritdoc/>
    internal override void Refuse(string why, string what)
    {
        if (!_strict)
            return;
        string path = PathTo(_parent, Place, Key) + " → " + what;
        throw new NonPortableException($"{RuntimeCodes.NotPortable}: {why}: {path}.", path);
    }

    internal override void UseType(Type type)
    {
        if (_parent is not null)
            (_parent.LiteralTypes ??= []).Add(type);
    }

    private NonPortableException NotPortable(object target, string? place, object? key)
    {
        string path = PathTo(_parent, place, key) + " → " + target.GetType().FullName;
        // A class of the program that no shared field names was not instrumented.
        string remedy = WovenAssemblies.IsWoven(target.GetType().Assembly) && !target.GetType().IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            ? "Name its class under `include:`, since no shared field names it, or declare the field transient."
            : "Declare the field transient, or the type under `transients:`.";
        return new NonPortableException($"{RuntimeCodes.NotPortable}: an instance of {target.GetType().FullName} cannot be shared: {path}. {remedy}", path);
    }

    private string PathTo(Item? parent, string? place, object? key)
    {
        string step = (place ?? "") + Shown(key);
        if (parent is not null)
            return PathTo(parent.Parent, parent.Place, parent.Key) + (place is null ? step : "." + step);
        return step.Length != 0 ? step : owner?.Cell is { } root ? $"root {root}" : owner?.Descriptor.WireName ?? "";
    }

    private static string Shown(object? key)
    {
        if (key is null)
            return "";
        StringBuilder text = new("[");
        if (key is string s)
            text.Append('"').Append(s).Append('"');
        else
            text.Append(CultureInfo.InvariantCulture, $"{(key is IFormattable or bool ? key : key.GetType().Name)}");
        return text.Append(']').ToString();
    }

    internal sealed class Item(object instance, TypeDescriptor descriptor, Item? parent, string? place, object? key)
    {
        internal object Instance { get; } = instance;

        internal TypeDescriptor Descriptor { get; } = descriptor;

        internal Item? Parent { get; } = parent;

        internal string? Place { get; } = place;

        internal object? Key { get; } = key;

        /// <summary>The object that this is a part of; null for all others.</summary>
        internal Item? Whole { get; init; }

        internal SharedHeader? Header { get; set; }

        internal HashSet<Type>? LiteralTypes { get; set; }
    }
}
