using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Contract;

/// <summary>Replaces members of <see cref="object"/> in woven code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Object", Untouched = "*")]
public static class ObjectShims
{
    /// <summary>See <see cref="object.MemberwiseClone"/>: the copy is whole and unshared.</summary>
    public static object MemberwiseClone(object self)
    {
        ArgumentNullException.ThrowIfNull(self);
        if (self is not IWoven source)
            return Copy(self);
        if (Headers.Checked(self, ref source.Header) is { } header && header.Residence != Residence.Resident)
            Activation.Node.Faulter.Load(self, header);
        IWoven copy = (IWoven)Copy(self);
        copy.Header = null;
        copy.State = 0;
        return copy;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = nameof(MemberwiseClone))]
    private static extern object Copy(object self);
}
