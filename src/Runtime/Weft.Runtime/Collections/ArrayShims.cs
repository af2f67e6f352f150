using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Barriers;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the members of <see cref="Array"/> that write elements: the operation itself, then the range that it wrote is reported.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Array", Untouched = "AsReadOnly BinarySearch Clone ConvertAll CreateInstance CreateInstanceFromArrayType Empty Exists Find FindAll FindIndex FindLast FindLastIndex ForEach get_IsFixedSize get_IsReadOnly get_IsSynchronized get_Length get_LongLength get_MaxLength get_Rank get_SyncRoot GetEnumerator GetLength GetLongLength GetLowerBound GetUpperBound GetValue IndexOf LastIndexOf TrueForAll")]
public static partial class ArrayShims
{
    /// <summary>See <see cref="Array.Clear(Array)"/>.</summary>
    public static void Clear(Array array)
    {
        Array.Clear(array);
        ArrayWrites.Written(array);
    }

    /// <summary>See <see cref="Array.Clear(Array, int, int)"/>.</summary>
    public static void Clear(Array array, int index, int length)
    {
        Array.Clear(array, index, length);
        ArrayWrites.Written(array, index, length);
    }

    /// <summary>See <see cref="Array.ConstrainedCopy(Array, int, Array, int, int)"/>.</summary>
    public static void ConstrainedCopy(Array sourceArray, int sourceIndex, Array destinationArray, int destinationIndex, int length)
    {
        ArrayWrites.ShareRange(sourceArray, sourceIndex, destinationArray, length);
        Array.ConstrainedCopy(sourceArray, sourceIndex, destinationArray, destinationIndex, length);
        ArrayWrites.Written(destinationArray, destinationIndex, length);
    }

    /// <summary>See <see cref="Array.Copy(Array, int, Array, int, int)"/>.</summary>
    public static void Copy(Array sourceArray, int sourceIndex, Array destinationArray, int destinationIndex, int length)
    {
        ArrayWrites.ShareRange(sourceArray, sourceIndex, destinationArray, length);
        Array.Copy(sourceArray, sourceIndex, destinationArray, destinationIndex, length);
        ArrayWrites.Written(destinationArray, destinationIndex, length);
    }

    /// <summary>See <see cref="Array.Copy(Array, long, Array, long, long)"/>.</summary>
    public static void Copy(Array sourceArray, long sourceIndex, Array destinationArray, long destinationIndex, long length)
    {
        ArrayWrites.ShareRange(sourceArray, sourceIndex, destinationArray, length);
        Array.Copy(sourceArray, sourceIndex, destinationArray, destinationIndex, length);
        ArrayWrites.Written(destinationArray, destinationIndex, length);
    }

    /// <summary>See <see cref="Array.Copy(Array, Array, int)"/>.</summary>
    public static void Copy(Array sourceArray, Array destinationArray, int length)
    {
        ArrayWrites.ShareRange(sourceArray, 0, destinationArray, length);
        Array.Copy(sourceArray, destinationArray, length);
        ArrayWrites.Written(destinationArray, 0, length);
    }

    /// <summary>See <see cref="Array.Copy(Array, Array, long)"/>.</summary>
    public static void Copy(Array sourceArray, Array destinationArray, long length)
    {
        ArrayWrites.ShareRange(sourceArray, 0, destinationArray, length);
        Array.Copy(sourceArray, destinationArray, length);
        ArrayWrites.Written(destinationArray, 0, length);
    }

    /// <summary>See <see cref="Array.CopyTo(Array, int)"/>.</summary>
    public static void CopyTo(Array self, Array array, int index)
    {
        ArrayWrites.ShareRange(self, 0, array, self.LongLength);
        self.CopyTo(array, index);
        ArrayWrites.Written(array, index, self.LongLength);
    }

    /// <summary>See <see cref="Array.CopyTo(Array, long)"/>.</summary>
    public static void CopyTo(Array self, Array array, long index)
    {
        ArrayWrites.ShareRange(self, 0, array, self.LongLength);
        self.CopyTo(array, index);
        ArrayWrites.Written(array, index, self.LongLength);
    }

    /// <summary>See <see cref="Array.Fill{T}(T[], T)"/>.</summary>
    public static void Fill<T>(T[] array, T value)
    {
        ArrayWrites.Share(array, value);
        Array.Fill(array, value);
        ArrayWrites.Written(array);
    }

    /// <summary>See <see cref="Array.Fill{T}(T[], T, int, int)"/>.</summary>
    public static void Fill<T>(T[] array, T value, int startIndex, int count)
    {
        ArrayWrites.Share(array, value);
        Array.Fill(array, value, startIndex, count);
        ArrayWrites.Written(array, startIndex, count);
    }

    /// <summary>See <see cref="Array.Initialize()"/>.</summary>
    public static void Initialize(Array self)
    {
        self.Initialize();
        ArrayWrites.Written(self);
    }

    /// <summary>See <see cref="Array.Resize{T}(ref T[], int)"/>: the array that it makes is a new, unshared one.</summary>
    public static void Resize<T>(ref T[]? array, int newSize) => Array.Resize(ref array, newSize);

    /// <summary>See <see cref="Array.Reverse(Array)"/>.</summary>
    public static void Reverse(Array array)
    {
        Array.Reverse(array);
        ArrayWrites.Written(array);
    }

    /// <summary>See <see cref="Array.Reverse(Array, int, int)"/>.</summary>
    public static void Reverse(Array array, int index, int length)
    {
        Array.Reverse(array, index, length);
        ArrayWrites.Written(array, index, length);
    }

    /// <summary>See <see cref="Array.Reverse{T}(T[])"/>.</summary>
    public static void Reverse<T>(T[] array)
    {
        Array.Reverse(array);
        ArrayWrites.Written(array);
    }

    /// <summary>See <see cref="Array.Reverse{T}(T[], int, int)"/>.</summary>
    public static void Reverse<T>(T[] array, int index, int length)
    {
        Array.Reverse(array, index, length);
        ArrayWrites.Written(array, index, length);
    }

    /// <summary>See <see cref="Array.SetValue(object, int)"/>.</summary>
    public static void SetValue(Array self, object? value, int index)
    {
        ArrayWrites.Share(self, value);
        self.SetValue(value, index);
        ArrayWrites.Written(self, index, 1);
    }

    /// <summary>See <see cref="Array.SetValue(object, long)"/>.</summary>
    public static void SetValue(Array self, object? value, long index)
    {
        ArrayWrites.Share(self, value);
        self.SetValue(value, index);
        ArrayWrites.Written(self, index, 1);
    }

    /// <summary>See <see cref="Array.SetValue(object, int, int)"/>.</summary>
    public static void SetValue(Array self, object? value, int index1, int index2)
    {
        ArrayWrites.Share(self, value);
        self.SetValue(value, index1, index2);
        ArrayWrites.WrittenAt(self, ArrayElements.NumberOf(self, index1, index2), 1);
    }

    /// <summary>See <see cref="Array.SetValue(object, int, int, int)"/>.</summary>
    public static void SetValue(Array self, object? value, int index1, int index2, int index3)
    {
        ArrayWrites.Share(self, value);
        self.SetValue(value, index1, index2, index3);
        ArrayWrites.WrittenAt(self, ArrayElements.NumberOf(self, index1, index2, index3), 1);
    }

    /// <summary>See <see cref="Array.SetValue(object, long, long)"/>.</summary>
    public static void SetValue(Array self, object? value, long index1, long index2)
    {
        ArrayWrites.Share(self, value);
        self.SetValue(value, index1, index2);
        ArrayWrites.WrittenAt(self, ArrayElements.NumberOf(self, index1, index2), 1);
    }

    /// <summary>See <see cref="Array.SetValue(object, long, long, long)"/>.</summary>
    public static void SetValue(Array self, object? value, long index1, long index2, long index3)
    {
        ArrayWrites.Share(self, value);
        self.SetValue(value, index1, index2, index3);
        ArrayWrites.WrittenAt(self, ArrayElements.NumberOf(self, index1, index2, index3), 1);
    }

    /// <summary>See <see cref="Array.SetValue(object, int[])"/>.</summary>
    public static void SetValue(Array self, object? value, params int[] indices)
    {
        ArrayWrites.Share(self, value);
        self.SetValue(value, indices);
        ArrayWrites.WrittenAt(self, ArrayElements.NumberOf(self, Array.ConvertAll(indices, static index => (long)index)), 1);
    }

    /// <summary>See <see cref="Array.SetValue(object, long[])"/>.</summary>
    public static void SetValue(Array self, object? value, params long[] indices)
    {
        ArrayWrites.Share(self, value);
        self.SetValue(value, indices);
        ArrayWrites.WrittenAt(self, ArrayElements.NumberOf(self, indices), 1);
    }
}
