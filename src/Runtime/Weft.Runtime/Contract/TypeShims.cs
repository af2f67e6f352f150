using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the members of <see cref="Type"/> that list members: those that weaving added are left out, so that code which copies, compares or prints objects field by field does what it does unwoven.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Type", Untouched = "*")]
public static class TypeShims
{
    private const string Generated = "$weft_";
    private const string Implemented = "Weft.Runtime.Contract.IWoven.";

    /// <summary>See <see cref="Type.GetFields(BindingFlags)"/>.</summary>
    public static FieldInfo[] GetFields(Type self, BindingFlags bindingAttr)
    {
        ArgumentNullException.ThrowIfNull(self);
        return Written(self.GetFields(bindingAttr));
    }

    /// <summary>See <see cref="Type.GetMethods(BindingFlags)"/>.</summary>
    public static MethodInfo[] GetMethods(Type self, BindingFlags bindingAttr)
    {
        ArgumentNullException.ThrowIfNull(self);
        return Written(self.GetMethods(bindingAttr));
    }

    /// <summary>See <see cref="Type.GetMembers(BindingFlags)"/>.</summary>
    public static MemberInfo[] GetMembers(Type self, BindingFlags bindingAttr)
    {
        ArgumentNullException.ThrowIfNull(self);
        return Written(self.GetMembers(bindingAttr));
    }

    /// <summary>See <see cref="Type.FindMembers"/>.</summary>
    public static MemberInfo[] FindMembers(Type self, MemberTypes memberType, BindingFlags bindingAttr, MemberFilter? filter, object? filterCriteria)
    {
        ArgumentNullException.ThrowIfNull(self);
        return Written(self.FindMembers(memberType, bindingAttr, filter, filterCriteria));
    }

    /// <summary>See <see cref="Type.GetInterfaces"/>.</summary>
    public static Type[] GetInterfaces(Type self)
    {
        ArgumentNullException.ThrowIfNull(self);
        Type[] interfaces = self.GetInterfaces();
        return Array.IndexOf(interfaces, typeof(IWoven)) < 0 ? interfaces : Array.FindAll(interfaces, item => item != typeof(IWoven));
    }

    internal static bool IsWritten(MemberInfo member) =>
        !member.Name.StartsWith(Generated, StringComparison.Ordinal) && !member.Name.StartsWith(Implemented, StringComparison.Ordinal) && !member.Name.Contains("." + Generated, StringComparison.Ordinal);

    internal static T[] Written<T>(T[] members) where T : MemberInfo => Array.TrueForAll(members, IsWritten) ? members : Array.FindAll(members, IsWritten);
}

/// <summary>Replaces the members of <see cref="TypeInfo"/> that list members, as <see cref="TypeShims"/> does.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Reflection.TypeInfo", Untouched = "*")]
public static class TypeInfoShims
{
    /// <summary>See <see cref="TypeInfo.DeclaredFields"/>.</summary>
    public static IEnumerable<FieldInfo> get_DeclaredFields(TypeInfo self)
    {
        ArgumentNullException.ThrowIfNull(self);
        return self.DeclaredFields.Where(TypeShims.IsWritten);
    }

    /// <summary>See <see cref="TypeInfo.DeclaredMethods"/>.</summary>
    public static IEnumerable<MethodInfo> get_DeclaredMethods(TypeInfo self)
    {
        ArgumentNullException.ThrowIfNull(self);
        return self.DeclaredMethods.Where(TypeShims.IsWritten);
    }

    /// <summary>See <see cref="TypeInfo.DeclaredMembers"/>.</summary>
    public static IEnumerable<MemberInfo> get_DeclaredMembers(TypeInfo self)
    {
        ArgumentNullException.ThrowIfNull(self);
        return self.DeclaredMembers.Where(TypeShims.IsWritten);
    }

    /// <summary>See <see cref="TypeInfo.ImplementedInterfaces"/>.</summary>
    public static IEnumerable<Type> get_ImplementedInterfaces(TypeInfo self)
    {
        ArgumentNullException.ThrowIfNull(self);
        return self.ImplementedInterfaces.Where(item => item != typeof(IWoven));
    }
}

/// <summary>Replaces the members of <see cref="RuntimeReflectionExtensions"/> that list members, as <see cref="TypeShims"/> does.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Reflection.RuntimeReflectionExtensions", Untouched = "*")]
public static class RuntimeReflectionShims
{
    /// <summary>See <see cref="RuntimeReflectionExtensions.GetRuntimeFields"/>.</summary>
    public static IEnumerable<FieldInfo> GetRuntimeFields(Type type) => type.GetRuntimeFields().Where(TypeShims.IsWritten);

    /// <summary>See <see cref="RuntimeReflectionExtensions.GetRuntimeMethods"/>.</summary>
    public static IEnumerable<MethodInfo> GetRuntimeMethods(Type type) => type.GetRuntimeMethods().Where(TypeShims.IsWritten);
}
