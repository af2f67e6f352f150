using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace Specimens;

public class Animal
{
    public string Name;
    public readonly int Born = 1;
    public static readonly int Count = 2;
    public const int Legs = 4;
    protected int _age;
    private int _secret;

    public Animal() { }

    protected Animal(string name) => Name = name;

    public virtual string Speak() => Name;

    public virtual object Twin() => this;

    protected virtual void Grow() => _age += _secret;

    private void Hide() => _secret++;

    internal void Wag() => Hide();

    private class Cage
    {
        public int Bars;
    }
}

public class Dog : Animal
{
    public Dog(string name) : base(name) { }

    public override string Speak() => "woof " + base.Speak();
}

public sealed class Stone
{
    public int Weight;

    public override string ToString() => "stone";
}

public abstract class Shape
{
    public abstract double Area();

    public virtual double Half() => Area() / 2;
}

public class Square : Shape
{
    public double Side;

    public override double Area() => Side * Side;

    public sealed override double Half() => 0;
}

public class Tile : Square
{
    public virtual double Weight() => 1;
}

public interface IGreeter
{
    string Greet(string name);

    string Leave() => "bye";
}

public interface IMade<T> where T : IMade<T>
{
    static abstract T Make();
}

public class Greeter : IGreeter, IMade<Greeter>
{
    public string Greet(string name) => name;

    static Greeter IMade<Greeter>.Make() => new Greeter();
}

public class Shy : IGreeter
{
    string IGreeter.Greet(string name) => "";
}

public struct Point
{
    public int X;
    public int Y;
    public readonly int Z;

    public void Move(int by) => X += by;

    public override string ToString() => X + "," + Y;
}

public ref struct Window
{
    public Span<int> Numbers;
}

public class Box<T>
{
    public T Value;

    public T Get() => Value;

    public Box<U> To<U>(Func<T, U> map) => new Box<U> { Value = map(Value) };
}

public class Keeper<T> where T : class, IGreeter, new()
{
    public T Kept = new T();
}

public enum Colour
{
    Red,
    Blue,
}

public delegate string Shout(string what);

/// <summary>Methods whose bodies the tests replace or change.</summary>
public class Code
{
    public int Field;

    public static int Number() => 1;

    public static object Anything() => "";

    public static string Text() => "text";

    public static Stone AStone() => new Stone();

    public static Animal Pet(object any) => (Animal)any;

    public static Animal Choose(bool first) => first ? new Dog("a") : new Animal();

    public static void Nothing() { }

    public static int Sum(int left, int right) => left + right;

    public static int First(int[] numbers) => numbers[0];

    public static int Read(in int number) => number;

    public static void Write(ref int number) => number = 1;

    public static ref int Element(int[] numbers) => ref numbers[0];

    public static T Same<T>(T value) => value;

    public static T Create<T>() where T : class, new() => new T();

    public static string Show<T>(T value) => value.ToString();

    public static Shout Delegate() => Text2;

    public static string Text2(string what) => what;

    public int Member() => Field;

    public static int Guarded(string text)
    {
        int result = 0;
        try
        {
            result = int.Parse(text);
            try
            {
                result++;
            }
            finally
            {
                result--;
            }
        }
        catch (FormatException exception) when (exception.Message.Length > 1)
        {
            result = 1;
        }
        catch (OverflowException)
        {
            throw;
        }
        finally
        {
            result++;
        }
        return result;
    }

    public static int Loop(int times)
    {
        int sum = 0;
        for (int index = 0; index < times; index++)
        {
            switch (index)
            {
                case 0: sum += 3; break;
                case 1: sum += 5; break;
                case 2: sum -= 2; break;
                default: sum *= 2; break;
            }
        }
        return sum;
    }

    public static unsafe int Unsafe(int* pointer, Span<int> span)
    {
        byte* block = stackalloc byte[8];
        fixed (int* first = span)
            return *first + *pointer + block[1];
    }

    public static async Task<int> Later(IEnumerable<int> numbers)
    {
        int sum = 0;
        foreach (int number in numbers)
        {
            await Task.Yield();
            sum += number;
        }
        return sum;
    }

    public static IEnumerable<string> Each(params string[] texts)
    {
        foreach (string text in texts)
            yield return text;
    }
}
