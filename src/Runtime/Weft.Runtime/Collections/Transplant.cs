using System.Reflection;

namespace Weft.Runtime.Collections;

/// <summary>
/// Gives an empty collection the private state of one that was made otherwise, above all its comparer. A reference can name a collection before its state, and with it the
/// comparer, has come; by then other objects refer to the instance, and the framework has no other way to set it.
/// </summary>
/// <typeparam name="TCollection">The framework's class.</typeparam>
internal static class Transplant<TCollection> where TCollection : class
{
    private static readonly FieldInfo[] Fields = typeof(TCollection).GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly);

    /// <summary>Moves the state of <paramref name="donor"/>, which nobody uses from here on.</summary>
    internal static void Move(TCollection donor, TCollection empty)
    {
        foreach (FieldInfo field in Fields)
            field.SetValue(empty, field.GetValue(donor));
    }
}
