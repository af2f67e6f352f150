using System.Globalization;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Arrays that are written often, in every order.</content>
internal static partial class World
{
    /// <summary>Shares two arrays, of numbers and of texts.</summary>
    internal static void ShareArrays(int length) => Locked(() => Root!.Anything = new object[] { new int[length], new string[length] });

    /// <summary>Writes both arrays in many sections, one right behind the other, and tells what is in them at the end.</summary>
    internal static string WriteArrays(int seed, int sections)
    {
        Random random = new(seed);
        for (int section = 0; section < sections; section++)
        {
            Locked(() =>
            {
                for (int times = random.Next(1, 4); times > 0; times--)
                    WriteSome(random);
            });
        }
        return ArraysContent();
    }

    /// <summary>Writes each number, in one section.</summary>
    internal static void StoreAll(int value) => Locked(() =>
    {
        int[] numbers = Numbers;
        for (int i = 0; i < numbers.Length; i++)
            ArrayAccess.Store(numbers, i, value);
    });

    /// <summary>What is in the arrays, under the lock.</summary>
    internal static string ArraysContent()
    {
        string content = "";
        Locked(() => content = string.Join(",", Numbers) + ";" + string.Join(",", Texts));
        return content;
    }

    private static int[] Numbers => (int[])((object[])Root!.Anything!)[0];

    private static string[] Texts => (string[])((object[])Root!.Anything!)[1];

    private static void WriteSome(Random random)
    {
        int[] numbers = Numbers;
        int start = random.Next(numbers.Length), end = Math.Min(numbers.Length, start + random.Next(1, numbers.Length)), value = random.Next(300);
        switch (random.Next(6))
        {
            case 0:
                for (int i = 0; i < numbers.Length; i++)
                    ArrayAccess.Store(numbers, i, value);
                break;
            case 1:
                for (int i = start; i < end; i++)
                    ArrayAccess.Store(numbers, i, i);
                break;
            case 2:
                for (int i = end - 1; i >= start; i--)
                    ArrayAccess.StoreReference(Texts, i, (value + i).ToString(CultureInfo.InvariantCulture));
                break;
            case 3:
                ArrayShims.Fill(numbers, value, start, end - start);
                break;
            case 4:
                ArrayAccess.Store(numbers, start, value);
                break;
            default:
                for (int i = start; i < end; i++)
                {
                    ArrayAccess.Store(numbers, i, value);
                    ArrayAccess.StoreReference(Texts, i, "t" + value);
                }
                break;
        }
    }
}
