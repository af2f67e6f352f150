using System.Text;
using Weft.Runtime.Collections.Texts;

namespace Weft.Runtime.Contract;

/// <content>Appending what code of the program may have to make a text of.</content>
public static partial class StringBuilderShims
{
    /// <summary>See <see cref="StringBuilder.Append(object)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, object? value)
    {
        using TextDraft draft = new(self);
        draft.Text.Append(value);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendJoin(string, object[])"/>.</summary>
    public static StringBuilder AppendJoin(StringBuilder self, string? separator, object?[] values)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendJoin(separator, values);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendJoin(string, ReadOnlySpan{object})"/>.</summary>
    public static StringBuilder AppendJoin(StringBuilder self, string? separator, ReadOnlySpan<object?> values)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendJoin(separator, values);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendJoin{T}(string, IEnumerable{T})"/>.</summary>
    public static StringBuilder AppendJoin<T>(StringBuilder self, string? separator, IEnumerable<T> values)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendJoin(separator, values);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendJoin(string, string[])"/>.</summary>
    public static StringBuilder AppendJoin(StringBuilder self, string? separator, string?[] values)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendJoin(separator, values);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendJoin(string, ReadOnlySpan{string})"/>.</summary>
    public static StringBuilder AppendJoin(StringBuilder self, string? separator, ReadOnlySpan<string?> values)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendJoin(separator, values);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendJoin(char, object[])"/>.</summary>
    public static StringBuilder AppendJoin(StringBuilder self, char separator, object?[] values)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendJoin(separator, values);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendJoin(char, ReadOnlySpan{object})"/>.</summary>
    public static StringBuilder AppendJoin(StringBuilder self, char separator, ReadOnlySpan<object?> values)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendJoin(separator, values);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendJoin{T}(char, IEnumerable{T})"/>.</summary>
    public static StringBuilder AppendJoin<T>(StringBuilder self, char separator, IEnumerable<T> values)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendJoin(separator, values);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendJoin(char, string[])"/>.</summary>
    public static StringBuilder AppendJoin(StringBuilder self, char separator, string?[] values)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendJoin(separator, values);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendJoin(char, ReadOnlySpan{string})"/>.</summary>
    public static StringBuilder AppendJoin(StringBuilder self, char separator, ReadOnlySpan<string?> values)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendJoin(separator, values);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendFormat(string, object)"/>.</summary>
    public static StringBuilder AppendFormat(StringBuilder self, string format, object? arg0)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendFormat(format, arg0);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendFormat(string, object, object)"/>.</summary>
    public static StringBuilder AppendFormat(StringBuilder self, string format, object? arg0, object? arg1)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendFormat(format, arg0, arg1);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendFormat(string, object, object, object)"/>.</summary>
    public static StringBuilder AppendFormat(StringBuilder self, string format, object? arg0, object? arg1, object? arg2)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendFormat(format, arg0, arg1, arg2);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendFormat(string, object[])"/>.</summary>
    public static StringBuilder AppendFormat(StringBuilder self, string format, object?[] args)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendFormat(format, args);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendFormat(string, ReadOnlySpan{object})"/>.</summary>
    public static StringBuilder AppendFormat(StringBuilder self, string format, ReadOnlySpan<object?> args)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendFormat(format, args);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendFormat(IFormatProvider, string, object)"/>.</summary>
    public static StringBuilder AppendFormat(StringBuilder self, IFormatProvider? provider, string format, object? arg0)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendFormat(provider, format, arg0);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendFormat(IFormatProvider, string, object, object)"/>.</summary>
    public static StringBuilder AppendFormat(StringBuilder self, IFormatProvider? provider, string format, object? arg0, object? arg1)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendFormat(provider, format, arg0, arg1);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendFormat(IFormatProvider, string, object, object, object)"/>.</summary>
    public static StringBuilder AppendFormat(StringBuilder self, IFormatProvider? provider, string format, object? arg0, object? arg1, object? arg2)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendFormat(provider, format, arg0, arg1, arg2);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendFormat(IFormatProvider, string, object[])"/>.</summary>
    public static StringBuilder AppendFormat(StringBuilder self, IFormatProvider? provider, string format, object?[] args)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendFormat(provider, format, args);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendFormat(IFormatProvider, string, ReadOnlySpan{object})"/>.</summary>
    public static StringBuilder AppendFormat(StringBuilder self, IFormatProvider? provider, string format, ReadOnlySpan<object?> args)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendFormat(provider, format, args);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendFormat{TArg0}(IFormatProvider, CompositeFormat, TArg0)"/>.</summary>
    public static StringBuilder AppendFormat<TArg0>(StringBuilder self, IFormatProvider? provider, CompositeFormat format, TArg0 arg0)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendFormat(provider, format, arg0);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendFormat{TArg0, TArg1}(IFormatProvider, CompositeFormat, TArg0, TArg1)"/>.</summary>
    public static StringBuilder AppendFormat<TArg0, TArg1>(StringBuilder self, IFormatProvider? provider, CompositeFormat format, TArg0 arg0, TArg1 arg1)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendFormat(provider, format, arg0, arg1);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendFormat{TArg0, TArg1, TArg2}(IFormatProvider, CompositeFormat, TArg0, TArg1, TArg2)"/>.</summary>
    public static StringBuilder AppendFormat<TArg0, TArg1, TArg2>(StringBuilder self, IFormatProvider? provider, CompositeFormat format, TArg0 arg0, TArg1 arg1, TArg2 arg2)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendFormat(provider, format, arg0, arg1, arg2);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendFormat(IFormatProvider, CompositeFormat, object[])"/>.</summary>
    public static StringBuilder AppendFormat(StringBuilder self, IFormatProvider? provider, CompositeFormat format, object?[] args)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendFormat(provider, format, args);
        return self;
    }

    /// <summary>See <see cref="StringBuilder.AppendFormat(IFormatProvider, CompositeFormat, ReadOnlySpan{object})"/>.</summary>
    public static StringBuilder AppendFormat(StringBuilder self, IFormatProvider? provider, CompositeFormat format, ReadOnlySpan<object?> args)
    {
        using TextDraft draft = new(self);
        draft.Text.AppendFormat(provider, format, args);
        return self;
    }
}
