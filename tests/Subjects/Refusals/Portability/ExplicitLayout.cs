using System.Runtime.InteropServices;

namespace Refusals.Portability;

[StructLayout(LayoutKind.Explicit)] public struct Union { [FieldOffset(0)] public int a; [FieldOffset(0)] public float b; }
public class WithUnion { public Union union; public static WithUnion Root; }

public unsafe struct Buffered { public fixed int numbers[4]; }
public class WithFixedBuffer { public Buffered buffered; public static WithFixedBuffer Root; }
