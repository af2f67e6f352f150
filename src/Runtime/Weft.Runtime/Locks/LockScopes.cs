using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Weft.Runtime.Locks;

/// <summary>Finds the lock of a <see cref="Lock.Scope"/>, which keeps it in a private field. The field is found by its type: its name is the framework's own affair.</summary>
internal static class LockScopes
{
    private static readonly Finder Find = MakeFinder();

    /// <summary>Whether the field is what a scope begins with, so that no function need be called. A constant for the compiler.</summary>
    private static readonly bool IsFirst = FindFirst();

    private delegate ref Lock? Finder(ref Lock.Scope scope);

    /// <summary>The lock that a scope will leave; null if it has done so.</summary>
    internal static Lock? LockOf(ref Lock.Scope scope) => IsFirst ? Unsafe.As<Lock.Scope, Lock?>(ref scope) : Find(ref scope);

    private static bool FindFirst()
    {
        Lock.Scope scope = default;
        return Unsafe.AreSame(ref Unsafe.As<Lock.Scope, byte>(ref scope), ref Unsafe.As<Lock?, byte>(ref Find(ref scope)));
    }

    private static Finder MakeFinder()
    {
        FieldInfo field = Array.Find(typeof(Lock.Scope).GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public), static each => each.FieldType == typeof(Lock))
            ?? throw new PlatformNotSupportedException("This framework's System.Threading.Lock.Scope does not refer to its lock.");
        DynamicMethod method = new("LockOf", typeof(Lock).MakeByRefType(), [typeof(Lock.Scope).MakeByRefType()], typeof(LockScopes).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldflda, field);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Finder>();
    }
}
