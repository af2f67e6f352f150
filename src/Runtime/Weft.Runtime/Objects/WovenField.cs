using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Weft.Runtime.Objects;

/// <summary>The accessors that weaving has generated for a field, for code that reaches it by reflection.</summary>
internal sealed class WovenField
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;
    private static readonly ConditionalWeakTable<FieldInfo, WovenField> Known = [];

    private WovenField(FieldInfo field)
    {
        Reader = field.DeclaringType?.GetMethod("$weft_get_" + field.Name, Declared);
        Writer = field.DeclaringType?.GetMethod("$weft_set_" + field.Name, Declared);
    }

    internal MethodInfo? Reader { get; }

    internal MethodInfo? Writer { get; }

    internal static WovenField? Of(FieldInfo field) => field.IsLiteral ? null : Known.GetValue(field, static key => new WovenField(key));

    /// <summary>Whether an accessor may be called; for any other owner the field itself throws what it always does.</summary>
    internal static bool Fits(FieldInfo field, object? owner) => field.IsStatic || (owner is not null && field.DeclaringType!.IsInstanceOfType(owner));

    internal static object? Call(MethodInfo accessor, object? owner, object?[] arguments, Binder? binder = null, CultureInfo? culture = null) =>
        accessor.Invoke(owner, BindingFlags.DoNotWrapExceptions, binder, arguments, culture);
}
