using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace Refusals.Portability
{
    public class WithThread { public Thread worker = Thread.CurrentThread; public static WithThread Root; }
    public class WithTask { public Task<int> work; public static WithTask Root; }
    public class WithStream { public FileStream file; public static WithStream Root; }
    public class WithTimer { public Timer timer; public static WithTimer Root; }
    public unsafe class WithPointer { public int* place; public static WithPointer Root; }
    public class OfObjects : System.Collections.ArrayList { public int number; public static OfObjects Root; public override int Capacity { get => base.Capacity; set { number++; base.Capacity = value; } } }
    public class OfBits : System.Collections.Hashtable { public static OfBits Root; }
    public class OfOddBits : OfBits { protected override int GetHash(object key) => 1; }
    public class HoldsBits { public OfBits bits; public static HoldsBits Root; }
    public class WithRegex { public System.Text.RegularExpressions.Regex pattern = new("a"); public static WithRegex Root; }
    public class WithHandlers { public List<Action> handlers = []; public static WithHandlers Root; }
    public class InElement { public List<Timer> timers; public static InElement Root; }
    public class Holder<T> { public T item; }
    public class InArgument { public Holder<Socketed> holder; public static InArgument Root; }
    public class Socketed { public System.Net.Sockets.Socket socket; }
    public class Orders : System.ComponentModel.Component { public int number; }
    public class OfComponent { public Orders orders; public static OfComponent Root; }
    public class Failure : Exception { public int number; public static Failure Root; }
    [StructLayout(LayoutKind.Explicit)] public struct Union { [FieldOffset(0)] public int a; [FieldOffset(0)] public float b; }
    public class WithUnion { public Union union; public static WithUnion Root; }
    public class WithSpinLock { public SpinLock spin; public static WithSpinLock Root; }
    public unsafe struct Buffered { public fixed int numbers[4]; }
    public class WithFixedBuffer { public Buffered buffered; public static WithFixedBuffer Root; }
    public class WithWeakReference { public WeakReference<WithWeakReference> weak; public static WithWeakReference Root; }
    public class Secret { public int number; }
    public class WithSecret { public Secret secret; public static WithSecret Root; }
    public class SubtypeBase { public int a; public static SubtypeBase Root; }
    public class Subtype : SubtypeBase { public CancellationTokenSource source; }
}

namespace Refusals.Roots
{
    public class Item { public int number; }
    public class Generic<T> { public static Item Root; }
    public class Holder
    {
        public static int Number;
        public static nint Place;
        public const int Limit = 3;
        public const decimal Share = 0.5m;
        public static (int, Timer) Timed;
        public static Item Plain;
        [ThreadStatic] public static Item PerThread;
        public static readonly object Gate = new();
        public Item item;
        public int Id { get; set; }
        public Item Linked { get; set; }
    }
    public class Special : Holder { }
    public class Stranger { public int number; }
}

namespace Refusals.Transients
{
    public class FromParameter(int size) { public int[] buffer = new int[size]; public static FromParameter Root; }
    public class Differing
    {
        public List<int> listeners;
        public Differing() { listeners = new List<int>(); }
        public Differing(int size) { listeners = new List<int>(size); }
        public static Differing Root;
    }
    public class Good
    {
        public readonly List<string> listeners = new() { "a", "b" };
        public List<int> chosen = Environment.ProcessorCount > 0 ? new List<int>(4) : null;
        public readonly int number;
        public Action changed = () => { };
        [NonSerialized] public Thread worker;
        public object attached;
        public IDisposable made;
        public event EventHandler Happened;
        public string Name { get; set; }
        public Good() { number = 1; }
        public Good(int n) { number = n; }
        public Good(string text) : this(text.Length) { }
        private void Attach() { }
        private int Answer() => 42;
        public static object Make(Good self) => new();
        public static Good Root;
    }
}

namespace Refusals.Methods
{
    public class Target
    {
        public int shared;
        public object local;
        public void Plain(string text, int number) { }
        public int Returning() => shared;
        public void Generic<T>(T value) { }
        public void ByReference(ref int value) { }
        public void WithStream(Stream stream) { }
        public ref int Place() => ref shared;
        public static void Static(string text) { }
        public virtual void Overloaded(int number) { }
        public virtual void Overloaded(string text) { }
        public static Target Root;
    }
    public abstract class Shape { public abstract void Draw(); }
}

namespace Refusals.Locks
{
    public class Counter
    {
        public int value;
        public readonly List<int> values = new();
        public static Counter Root;
        private static readonly object s_gate = new();
        private static readonly object s_logGate = new();
        private static readonly Lock s_modern = new();
        public static void Increment() { lock (s_gate) Add(); }
        public static void ByType() { lock (typeof(Counter)) { Root.values.Add(1); } }
        public static void Log() { lock (s_logGate) Console.WriteLine("locked"); }
        private static void Add() => Root.value++;
    }
    public class Modern
    {
        public int value;
        public static Modern Root;
        private static readonly Lock s_gate = new();
        public static void Increment() { lock (s_gate) Root.value++; }
    }
    public class Synchronized
    {
        public int value;
        public static Synchronized Root;
        [MethodImpl(MethodImplOptions.Synchronized)] public void Increment() => value++;
        [MethodImpl(MethodImplOptions.Synchronized)] public static void IncrementRoot() => Root.value++;
    }
    public class SynchronizedInGeneric
    {
        public int value;
        public static SynchronizedInGeneric Root;
        public class Of<T> { [MethodImpl(MethodImplOptions.Synchronized)] public static void Increment() => Root.value++; }
    }
    public class InGeneric<T>
    {
        private static readonly object s_gate = new();
        public static void Increment() { lock (s_gate) GenericTarget.Root.value++; }
    }
    public class Bare
    {
        public int value;
        public static Bare Root;
        public Bare() => value = 1;
        public void Add() => value++;
        public static void Increment() => Root.value++;
        public async Task SaveAsync() { await Task.Yield(); value++; }
    }
    public struct BareStruct { public int value; public void Add() => value++; }
    public class GenericTarget { public int value; public static GenericTarget Root; }
}

namespace Refusals.Contents
{
    public class Good : List<int> { public List<int> inner = []; public int[] other = []; public readonly List<int> kept = []; public static Good Root; }
    public class Unreached : List<int> { public List<int> inner = []; }
    public class NoContract { public List<int> inner = []; }
    public class Fixed : List<int> { public readonly List<int> inner = []; [NonSerialized] public int[] cache = []; }
    public interface IContract : IList<int> { }
    public class Elsewhere { public System.Collections.ObjectModel.ObservableCollection<int> items; }
}
