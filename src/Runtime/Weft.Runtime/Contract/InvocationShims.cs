using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the calls of methods by reflection: a struct may be changed by them in its box.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Reflection.MethodBase", Untouched = "*")]
public static class MethodInvocationShims
{
    /// <summary>See <see cref="MethodBase.Invoke(object, object[])"/>.</summary>
    public static object? Invoke(MethodBase self, object? obj, object?[]? parameters) => Invoke(self, obj, BindingFlags.Default, null, parameters, null);

    /// <summary>See <see cref="MethodBase.Invoke(object, BindingFlags, Binder, object[], CultureInfo)"/>.</summary>
    public static object? Invoke(MethodBase self, object? obj, BindingFlags invokeAttr, Binder? binder, object?[]? parameters, CultureInfo? culture)
    {
        ArgumentNullException.ThrowIfNull(self);
        BoxAccess.Begin(obj);
        try
        {
            return self.Invoke(obj, invokeAttr, binder, parameters, culture);
        }
        finally
        {
            BoxAccess.End(obj);
        }
    }
}

/// <summary>Replaces the setting of properties by reflection: a struct may be changed by it in its box.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Reflection.PropertyInfo", Untouched = "*")]
public static class PropertySettingShims
{
    /// <summary>See <see cref="PropertyInfo.SetValue(object, object)"/>.</summary>
    public static void SetValue(PropertyInfo self, object? obj, object? value) => SetValue(self, obj, value, BindingFlags.Default, null, null, null);

    /// <summary>See <see cref="PropertyInfo.SetValue(object, object, object[])"/>.</summary>
    public static void SetValue(PropertyInfo self, object? obj, object? value, object?[]? index) => SetValue(self, obj, value, BindingFlags.Default, null, index, null);

    /// <summary>See <see cref="PropertyInfo.SetValue(object, object, BindingFlags, Binder, object[], CultureInfo)"/>.</summary>
    public static void SetValue(PropertyInfo self, object? obj, object? value, BindingFlags invokeAttr, Binder? binder, object?[]? index, CultureInfo? culture)
    {
        ArgumentNullException.ThrowIfNull(self);
        BoxAccess.Begin(obj);
        try
        {
            self.SetValue(obj, value, invokeAttr, binder, index, culture);
        }
        finally
        {
            BoxAccess.End(obj);
        }
    }
}
