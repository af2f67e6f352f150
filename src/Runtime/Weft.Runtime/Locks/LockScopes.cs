using System.Reflection;
using System.Reflection.Emit;

namespace Weft.Runtime.Locks;

/// <summary>Finds the lock of a <see cref="Lock.Scope"/>, which keeps it in a private field. The field is found by its type: its name is the framework's own affair.</summary>
internal static class LockScopes
{
    private static readonly Reader Read = MakeReader();

    private delegate Lock? Reader(ref Lock.Scope scope);

    /// <summary>The lock that a scope will leave; null if it has done so.</summary>
    internal static Lock? LockOf(ref Lock.Scope scope) => Read(ref scope);

    private static Reader MakeReader()
    {
        FieldInfo field = Array.Find(typeof(Lock.Scope).GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public), static each => each.FieldType == typeof(Lock))
            ?? throw new PlatformNotSupportedException("This framework's System.Threading.Lock.Scope does not refer to its lock.");
        DynamicMethod method = new("LockOf", typeof(Lock), [typeof(Lock.Scope).MakeByRefType()], typeof(LockScopes).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, field);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Reader>();
    }
}
