using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;

namespace Weft.Runtime.Tests;

/// <summary>The mark of shared arrays: it is there as long as the array is, and of no other.</summary>
internal sealed class ArrayMarkTests
{
    private static readonly Func<Array>[] s_kinds =
    [
        static () => new byte[5], static () => Array.Empty<long>(), static () => new string?[] { "a", null }, static () => new (int, string)[2], static () => new int[2, 3], static () => Array.CreateInstance(typeof(int), [3], [7]),
        static () => new double[100_000],
    ];

    [Test]
    public void An_array_has_no_mark_until_it_is_set([Range(0, 5)] int kind)
    {
        Array array = s_kinds[kind](), other = s_kinds[kind]();
        // The framework's only empty array may be another test's.
        if (array.Length > 0)
            Assert.That(ArrayMark.IsSet(array), Is.False);
        ArrayMark.Set(array);
        Assert.That(ArrayMark.IsSet(array), Is.True);
        if (other.Length > 0)
            Assert.That(ArrayMark.IsSet(other), Is.False);
    }

    [Test]
    public void A_mark_changes_neither_length_nor_elements([Range(0, 6)] int kind)
    {
        Array array = s_kinds[kind](), other = s_kinds[kind]();
        ArrayMark.Set(array);
        Assert.That(array.Length, Is.EqualTo(other.Length));
        Assert.That(array, Is.EqualTo(other));
    }

    [Test]
    public void A_mark_moves_with_its_array()
    {
        Array[] arrays = [.. Enumerable.Range(0, 200).Select(static i => s_kinds[2 + i % 5]())];
        for (int i = 0; i < arrays.Length; i += 2)
            ArrayMark.Set(arrays[i]);
        for (int collection = 0; collection < 3; collection++)
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        Assert.That(arrays.Select(ArrayMark.IsSet), Is.EqualTo(Enumerable.Range(0, arrays.Length).Select(static i => i % 2 == 0)));
    }

    [Test]
    public void An_array_that_is_written_by_any_of_the_types_that_fit_it_has_one_mark()
    {
        DayOfWeek[] days = new DayOfWeek[3];
        string[] texts = new string[3];
        ArrayMark.Set(days);
        ArrayMark.Set(texts);
        Assert.That(ArrayMark.IsSet<int>((int[])(object)days), Is.True);
        Assert.That(ArrayMark.IsSet<object>((object[])texts), Is.True);
    }

    [Test]
    public void A_look_at_nothing_throws_what_a_store_to_it_would() =>
        Assert.That(static () => ArrayMark.IsSet<int>(Unsafe.As<int[]>(null!)), Throws.TypeOf<NullReferenceException>());
}
