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

    /// <summary>Whether a scope is its lock and the number that locks know the thread by, and nothing else: then it can be made of them. A constant for the compiler.</summary>
    private static readonly bool IsSimple = FindSimple();

    [ThreadStatic]
    private static uint _thread;

    private delegate ref Lock? Finder(ref Lock.Scope scope);

    /// <summary>The lock that a scope will leave; null if it has done so.</summary>
    internal static Lock? LockOf(ref Lock.Scope scope) => IsFirst ? Unsafe.As<Lock.Scope, Lock?>(ref scope) : Find(ref scope);

    /// <summary>The scope of a lock that the current thread has entered, and which the scope leaves.</summary>
    internal static Lock.Scope Of(Lock entered)
    {
        if (!IsSimple || _thread == 0)
            return Ask(entered);
        Lock.Scope scope = default;
        ref Layout layout = ref Unsafe.As<Lock.Scope, Layout>(ref scope);
        (layout.Lock, layout.Thread) = (entered, _thread);
        return scope;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Lock.Scope Ask(Lock entered)
    {
        // Only the lock itself makes scopes, where it is entered.
        Lock.Scope scope = entered.EnterScope();
        entered.Exit();
        if (IsSimple)
            _thread = Unsafe.As<Lock.Scope, Layout>(ref scope).Thread;
        return scope;
    }

    // Where a scope has something else, or more, the number is none by which another lock is left.
    private static bool FindSimple()
    {
        if (!IsFirst || Unsafe.SizeOf<Lock.Scope>() != Unsafe.SizeOf<Layout>())
            return false;
        Lock first = new(), second = new();
        Lock.Scope asked = first.EnterScope(), other = second.EnterScope();
        uint thread = Unsafe.As<Lock.Scope, Layout>(ref asked).Thread;
        bool isSame = thread != 0 && thread == Unsafe.As<Lock.Scope, Layout>(ref other).Thread;
        other.Dispose();
        asked.Dispose();
        if (!isSame)
            return false;
        first.Enter();
        Lock.Scope made = default;
        (Unsafe.As<Lock.Scope, Layout>(ref made).Lock, Unsafe.As<Lock.Scope, Layout>(ref made).Thread) = (first, thread);
        try
        {
            made.Dispose();
        }
        catch (SynchronizationLockException)
        {
            return false;
        }
        return !first.IsHeldByCurrentThread;
    }

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

    private struct Layout
    {
        internal Lock? Lock;
        internal uint Thread;
    }
}
