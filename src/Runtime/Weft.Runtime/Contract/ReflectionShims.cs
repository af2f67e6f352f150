using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the members of <see cref="FieldInfo"/> that read and write fields: a woven field goes through its accessors, so that roots, hollow objects and the cluster are respected.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Reflection.FieldInfo", Untouched = "Equals get_Attributes get_CustomAttributes get_DeclaringType get_FieldHandle get_FieldType get_IsAssembly get_IsFamily get_IsFamilyAndAssembly get_IsFamilyOrAssembly get_IsInitOnly get_IsLiteral get_IsNotSerialized get_IsPinvokeImpl get_IsPrivate get_IsPublic get_IsSecurityCritical get_IsSecuritySafeCritical get_IsSecurityTransparent get_IsSpecialName get_IsStatic get_MemberType get_MetadataToken get_Module get_Name get_ReflectedType GetCustomAttributes GetCustomAttributesData GetFieldFromHandle GetHashCode GetModifiedFieldType GetOptionalCustomModifiers GetRawConstantValue GetRequiredCustomModifiers GetType HasSameMetadataDefinitionAs IsDefined op_Equality op_Inequality ToString")]
public static class ReflectionShims
{
    /// <summary>See <see cref="FieldInfo.GetValue(object)"/>.</summary>
    public static object? GetValue(FieldInfo self, object? obj)
    {
        ArgumentNullException.ThrowIfNull(self);
        return WovenField.Of(self)?.Reader is { } reader && WovenField.Fits(self, obj) ? WovenField.Call(reader, obj, []) : self.GetValue(obj);
    }

    /// <summary>See <see cref="FieldInfo.SetValue(object, object)"/>.</summary>
    public static void SetValue(FieldInfo self, object? obj, object? value)
    {
        ArgumentNullException.ThrowIfNull(self);
        if (WovenField.Of(self)?.Writer is { } writer && WovenField.Fits(self, obj))
            WovenField.Call(writer, obj, [value]);
        else
            SetPlain(self, obj, value, BindingFlags.Default, null, null);
    }

    /// <summary>See <see cref="FieldInfo.SetValue(object, object, BindingFlags, Binder, CultureInfo)"/>.</summary>
    public static void SetValue(FieldInfo self, object? obj, object? value, BindingFlags invokeAttr, Binder? binder, CultureInfo? culture)
    {
        ArgumentNullException.ThrowIfNull(self);
        if (WovenField.Of(self)?.Writer is { } writer && WovenField.Fits(self, obj))
            WovenField.Call(writer, obj, [value], binder, culture);
        else
            SetPlain(self, obj, value, invokeAttr, binder, culture);
    }

    // The field of a struct, perhaps in a shared box.
    private static void SetPlain(FieldInfo field, object? obj, object? value, BindingFlags invokeAttr, Binder? binder, CultureInfo? culture)
    {
        BoxAccess.Begin(obj);
        field.SetValue(obj, value, invokeAttr, binder, culture);
        BoxAccess.End(obj);
    }
}
