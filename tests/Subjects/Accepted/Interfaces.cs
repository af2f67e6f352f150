namespace Accepted;

/// <summary>Default and static abstract interface members, explicit implementations, covariant returns, struct implementations called through constraints.</summary>
public sealed class Interfaces : Construct
{
    private readonly Shape _shape = new Circle();
    private readonly Counter _counter = new();
    private StructCounter _struct;

    public interface ICounter
    {
        int Count { get; set; }

        int CountTwice()
        {
            Count++;
            return ++Count;
        }
    }

    public interface IMake<TSelf> where TSelf : IMake<TSelf>
    {
        static abstract TSelf Make(int number);

        static virtual string Kind => "plain";
    }

    public sealed class Counter : ICounter
    {
        private int _count;

        int ICounter.Count { get => _count; set => _count = value; }

        public int Now => _count;
    }

    public struct StructCounter : ICounter, IMake<StructCounter>
    {
        private int _count;

        public int Count { readonly get => _count; set => _count = value; }

        public static StructCounter Make(int number) => new() { _count = number };
    }

    public abstract class Shape
    {
        public int Size = 1;

        public virtual Shape Bigger()
        {
            Size++;
            return this;
        }
    }

    public sealed class Circle : Shape
    {
        public override Circle Bigger()
        {
            base.Bigger();
            Size *= 10;
            return this;
        }
    }

    public override string Act()
    {
        ICounter counter = _counter;
        string log = $"{counter.CountTwice()} {Increment(ref _struct)} {Increment(ref _struct)}";
        _struct.Count += 5;
        StructCounter made = Make<StructCounter>(30);
        _struct.Count += made.Count;
        return $"{log} {((Circle)_shape).Bigger().Size} {_shape.Bigger().Size} {Kind<StructCounter>()}";
    }

    public override string Show() => $"{_shape.Size} {_counter.Now} {_struct.Count}";

    private static int Increment<T>(ref T counter) where T : ICounter => ++counter.Count;

    private static T Make<T>(int number) where T : IMake<T> => T.Make(number);

    private static string Kind<T>() where T : IMake<T> => T.Kind;
}
