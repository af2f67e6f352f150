namespace Refusals.Portability;

public class WithThread { public Thread worker = Thread.CurrentThread; public static WithThread Root; }
public class WithTask { public Task<int> work; public static WithTask Root; }

public class WithStream { public FileStream file; public static WithStream Root; }
public class WithTimer { public Timer timer; public static WithTimer Root; }

public unsafe class WithPointer { public int* place; public static WithPointer Root; }
public class WithHandlers { public List<Action> handlers = []; public static WithHandlers Root; }

public class InElement { public List<Timer> timers; public static InElement Root; }
public class Holder<T> { public T item; }

public class InArgument { public Holder<Socketed> holder; public static InArgument Root; }
public class Socketed { public System.Net.Sockets.Socket socket; }

public class SubtypeBase { public int a; public static SubtypeBase Root; }
public class Subtype : SubtypeBase { public CancellationTokenSource source; }

public class WithSpinLock { public SpinLock spin; public static WithSpinLock Root; }
public class WithWeakReference { public WeakReference<WithWeakReference> weak; public static WithWeakReference Root; }
