namespace Weft.Weaver.Tests.Debugging;

/// <summary>A program with everything that symbols describe: locals, closures, iterators, asynchronous methods, and bodies that weaving moves.</summary>
internal static class DebuggedProgram
{
    internal const string Code = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Runtime.CompilerServices;
        using System.Threading.Tasks;

        namespace App
        {
            public struct Point { public int X; public void Move(int by) { X += by; if (by < 0) throw new InvalidOperationException("moved"); } }

            public class Room : ISpoken
            {
                private int _count;
                private Point _point;
                private readonly List<string> _lines = new List<string>();
                public string? Last { get; set; }

                public string Text() => Last + _count;

                public void Say(string line)
                {
                    string text = line + _count;
                    _lines.Add(text);
                    Last = text;
                    if (line == "throw")
                        throw new InvalidOperationException(text);
                }

                public void Shift(int by)
                {
                    int before = _point.X;
                    _point.Move(by);
                    _count += _point.X - before;
                }

                [MethodImpl(MethodImplOptions.Synchronized)]
                public int Locked(int divisor)
                {
                    int value = _count + 10;
                    return value / divisor;
                }

                public IEnumerable<string> Lines(int from)
                {
                    for (int index = from; index < _lines.Count; index++)
                    {
                        string line = _lines[index];
                        yield return line + _count;
                    }
                }

                public async Task<int> CountAsync(int by)
                {
                    int before = _count;
                    await Task.Yield();
                    _count += by;
                    await Inner(before);
                    return _count;
                }

                private async Task Inner(int number)
                {
                    await Task.Delay(1);
                    if (number > 100)
                        throw new InvalidOperationException("inner" + _count);
                }

                public Func<int, int> Adder()
                {
                    int sum = _count;
                    return value => { int result = sum + value + _count; return result; };
                }

                public string Trace() => Environment.StackTrace;
            }

            public static class Program
            {
                private static Room s_root = new Room();

                public static async Task Main()
                {
                    s_root.Say("one");
                    s_root.Shift(2);
                    Console.WriteLine(string.Join(",", s_root.Lines(0)) + s_root.Text() + s_root.Adder()(1) + s_root.Locked(3));
                    await Show(() => { s_root.Say("throw"); return Task.CompletedTask; });
                    await Show(() => { s_root.Shift(-1); return Task.CompletedTask; });
                    await Show(() => { s_root.Locked(0); return Task.CompletedTask; });
                    await Show(() => { Room? none = null; none!.Last = "x"; return Task.CompletedTask; });
                    await Show(() => s_root.CountAsync(200).ContinueWith(_ => s_root.CountAsync(1)).Unwrap());
                    Console.WriteLine(s_root.Trace());
                }

                private static async Task Show(Func<Task> action)
                {
                    try
                    {
                        await action();
                    }
                    catch (Exception exception)
                    {
                        Console.WriteLine(exception.ToString());
                    }
                }
            }
        }
        """;
}
