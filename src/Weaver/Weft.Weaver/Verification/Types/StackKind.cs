namespace Weft.Weaver.Verification.Types;

/// <summary>How a value lies on the evaluation stack.</summary>
internal enum StackKind
{
    /// <summary>Nothing is known of it, because something about it was reported already: it fits everywhere.</summary>
    Unknown,

    /// <summary>32 bits, and all smaller integers.</summary>
    Int32,

    /// <summary>64 bits.</summary>
    Int64,

    /// <summary>An integer or unmanaged pointer of the machine's size.</summary>
    NativeInt,

    /// <summary>A floating point number.</summary>
    Float,

    /// <summary>A reference to an object.</summary>
    Object,

    /// <summary>A managed address.</summary>
    Address,

    /// <summary>A struct, or a value of a generic parameter's type.</summary>
    Value,
}
