using System.Globalization;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;
using Weft.Runtime.Session;
using Weft.Runtime.Values;

namespace Weft.Runtime.Invocation;

/// <summary>Checks an argument before anything of it is written, and makes the types in it known to the cluster.</summary>
internal sealed class ArgumentVisitor(Node node, DistributedMethod method, int argument) : ReferenceVisitor
{
    private readonly HashSet<object> _way = new(ReferenceEqualityComparer.Instance);
    private string _path = "";

    internal override void Visit(object target, string? place, object? key)
    {
        if (Headers.Of(target) is { } header)
        {
            // Another thread is sharing it just now; this waits for the end of that.
            if (!header.IsAnnounced)
                node.Sharing.Share(target, null, place, key);
            return;
        }
        string path = _path + (key is null ? place is null ? "" : "." + place : string.Create(CultureInfo.InvariantCulture, $"[{(key is IFormattable or string ? key : key.GetType().Name)}]"));
        if (TypeRegistry.Find(target) is not { } descriptor)
            throw Refused(RuntimeCodes.ArgumentNotPortable, path, $"an instance of {target.GetType().FullName}, which cannot be sent. Pass values, shared objects or instances of woven classes.");
        if (!_way.Add(target))
            throw Refused(RuntimeCodes.ArgumentCycle, path, "an object that refers back to itself, and unshared arguments are copied. Share the object first, so that it is passed by identity.");
        if (_way.Count > ByValue.MaxDepth)
            throw Refused(RuntimeCodes.ArgumentTooDeep, path, $"objects nested more than {ByValue.MaxDepth} deep. Share the object first, so that it is passed by identity.");
        node.Sharing.DefineType(descriptor.Type);
        string outer = _path;
        _path = path;
        descriptor.VisitReferences(target, this);
        _path = outer;
        _way.Remove(target);
    }

    internal override void UseType(Type type) => node.Sharing.DefineType(type);

    private NonPortableException Refused(string code, string path, string what) =>
        new($"{code}: argument {argument + 1} of {method.Name} has {(path.Length == 0 ? "" : $"at {path} ")}{what}", path);
}
