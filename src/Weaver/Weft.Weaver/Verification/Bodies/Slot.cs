using Weft.Weaver.Verification.Members;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>What else is known of a value on the stack.</summary>
[Flags]
internal enum SlotMarks
{
    None = 0,

    /// <summary>The method's own <c>this</c>.</summary>
    This = 1,

    /// <summary>An address that must not be written through.</summary>
    ReadOnly = 2,

    /// <summary>An address in the method's own frame.</summary>
    InFrame = 4,

    /// <summary>A function that was looked up through an object.</summary>
    Virtual = 8,
}

/// <summary>One value on the evaluation stack.</summary>
/// <param name="Kind">How it lies there.</param>
/// <param name="Type">The type of objects and structs; what an address is the address of. Null for numbers and for <c>null</c> itself.</param>
/// <param name="Marks">What else is known.</param>
/// <param name="Function">The method whose entry it is.</param>
internal readonly record struct Slot(StackKind Kind, VerifierType? Type = null, SlotMarks Marks = SlotMarks.None, MethodSite? Function = null)
{
    internal static Slot Unknown => new(StackKind.Unknown);

    internal static Slot Int32 => new(StackKind.Int32);

    internal static Slot Null => new(StackKind.Object);

    internal bool IsThis => (Marks & SlotMarks.This) != 0;

    internal bool IsReadOnly => (Marks & SlotMarks.ReadOnly) != 0;

    internal bool IsNull => Kind == StackKind.Object && Type is null;

    /// <summary>A value of a type.</summary>
    internal static Slot Of(VerifierType type, SlotMarks marks = SlotMarks.None) => type switch
    {
        AddressType address => new(StackKind.Address, address.Element, marks),
        _ => type.Kind switch
        {
            StackKind.Object or StackKind.Value => new(type.Kind, type, marks),
            StackKind kind => new(kind),
        },
    };

    /// <summary>How it is called in messages.</summary>
    internal string Name => Kind switch
    {
        StackKind.Int32 => "int32",
        StackKind.Int64 => "int64",
        StackKind.NativeInt => "native int",
        StackKind.Float => "float",
        StackKind.Object => Type?.Name ?? "null",
        StackKind.Address => (IsReadOnly ? "readonly " : "") + Type?.Name + "&",
        StackKind.Value => Type?.Name ?? "?",
        _ => "unknown",
    };
}
