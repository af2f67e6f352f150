using System.Linq.Expressions;
using System.Reflection;

namespace Probe.Library;

/// <summary>Reads the public fields of whatever it is given, as many libraries do.</summary>
public static class FieldReader
{
    public static string Show(object value) => string.Join(",", value.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance).Where(field => field.FieldType == typeof(string) || field.FieldType == typeof(int)).OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => field.GetValue(value)));

    public static string ShowAll(string separator, params object?[] values) => string.Join(separator, values.Select(value => value is null ? "null" : Show(value)));

    public static string ShowBoth<T>(T one, int number, T other) => $"{Show(one!)} {number} {Show(other!)}";

    /// <summary>A function that reads a field by code which no compiler of the program has seen.</summary>
    public static Func<T, object> Getter<T>(string field)
    {
        ParameterExpression value = Expression.Parameter(typeof(T));
        return Expression.Lambda<Func<T, object>>(Expression.Convert(Expression.Field(value, field), typeof(object)), value).Compile();
    }

    public static IComparer<T> By<T>(string field)
    {
        Func<T, object> get = Getter<T>(field);
        return Comparer<T>.Create((one, other) => Comparer<object>.Default.Compare(get(one), get(other)));
    }
}
