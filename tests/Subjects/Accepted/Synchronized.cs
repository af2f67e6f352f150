using System.Runtime.CompilerServices;

namespace Accepted;

/// <summary>Synchronized methods, <c>lock</c> and <c>Monitor</c>, class constructors, finalizers.</summary>
public sealed class Synchronized : Construct
{
    private static readonly int s_start = Start();
    private readonly object _gate = new();
    private int _number = s_start;
    private WithFinalizer? _finalized;

    public sealed class WithFinalizer
    {
        public int Number = 1;

        ~WithFinalizer() => Number = 2;
    }

    public override string Act()
    {
        int first = Increment();
        lock (_gate)
            _number *= 2;
        bool taken = Monitor.TryEnter(_gate);
        try
        {
            _number++;
        }
        finally
        {
            if (taken)
                Monitor.Exit(_gate);
        }
        _finalized = new WithFinalizer();
        _finalized.Number += 4;
        GC.SuppressFinalize(_finalized);
        GC.ReRegisterForFinalize(_finalized);
        return $"{first} {taken} {Monitor.IsEntered(_gate)}";
    }

    public override string Show() => $"{_number} {_finalized?.Number}";

    [MethodImpl(MethodImplOptions.Synchronized)]
    private int Increment() => ++_number;

    private static int Start() => 40;
}
