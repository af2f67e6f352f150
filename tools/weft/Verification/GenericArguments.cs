using System.Reflection;
using System.Security;

namespace Weft.Cli.Verification;

/// <summary>
/// Picks arguments for generic types and methods: one set of references and one of values where the constraints allow them. Whether a set fits is asked of the
/// runtime itself, so that every kind of constraint is respected.
/// </summary>
internal sealed class GenericArguments(Assembly assembly)
{
    private const int MostAttempts = 256;
    private const int MostOwnCandidates = 32;

    private static readonly Type[] CommonReferences =
        [typeof(object), typeof(string), typeof(Version), typeof(List<int>), typeof(MemoryStream), typeof(InvalidOperationException), typeof(EventArgs), typeof(Action)];

    private static readonly Type[] CommonValues = [typeof(int), typeof(DateTime), typeof(DayOfWeek), typeof(double), typeof(KeyValuePair<string, int>)];

    private readonly Lazy<Type[]> _ownClasses = new(() => [.. LoadableTypes(assembly).Where(IsCandidate).Where(type => !type.IsValueType)]);
    private readonly Lazy<Type[]> _ownStructs = new(() => [.. LoadableTypes(assembly).Where(IsCandidate).Where(type => type.IsValueType)]);

    /// <summary>The types of an assembly that can be loaded.</summary>
    public static IEnumerable<Type> LoadableTypes(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException failure)
        {
            return failure.Types.OfType<Type>();
        }
    }

    /// <summary>Sets of arguments for the parameters; empty where none was found that the runtime accepts.</summary>
    /// <param name="parameters">The generic parameters.</param>
    /// <param name="close">Closes the type or method over a set; throws what reflection throws where it does not fit.</param>
    public IEnumerable<Type[]> Pick(Type[] parameters, Action<Type[]> close)
    {
        Type[]? references = FindFitting([.. parameters.Select(parameter => Candidates(parameter, valuesFirst: false))], close);
        if (references is null)
            yield break;
        yield return references;

        Type[]? values = FindFitting([.. parameters.Select(parameter => Candidates(parameter, valuesFirst: true))], close);
        if (values is not null && !values.SequenceEqual(references))
            yield return values;
    }

    private static bool IsCandidate(Type type) =>
        !type.ContainsGenericParameters && !type.IsByRefLike && !(type.IsAbstract && type.IsSealed) && !type.IsPointer;

    private static Type[]? FindFitting(Type[][] candidates, Action<Type[]> close)
    {
        int[] chosen = new int[candidates.Length];
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            Type[] set = [.. chosen.Select((index, parameter) => candidates[parameter][index])];
            if (Fits(set, close))
                return set;
            if (!Advance(chosen, candidates))
                return null;
        }
        return null;
    }

    /// <summary>Counts up, the first parameter fastest.</summary>
    private static bool Advance(int[] chosen, Type[][] candidates)
    {
        for (int parameter = 0; parameter < chosen.Length; parameter++)
        {
            if (++chosen[parameter] < candidates[parameter].Length)
                return true;
            chosen[parameter] = 0;
        }
        return false;
    }

    private static bool Fits(Type[] set, Action<Type[]> close)
    {
        try
        {
            close(set);
            return true;
        }
        catch (Exception failure) when (failure is ArgumentException or TypeLoadException or VerificationException or NotSupportedException)
        {
            return false;
        }
    }

    private Type[] Candidates(Type parameter, bool valuesFirst)
    {
        GenericParameterAttributes kind = parameter.GenericParameterAttributes & GenericParameterAttributes.SpecialConstraintMask;
        Type[] constraints = [.. parameter.GetGenericParameterConstraints().Where(type => !type.ContainsGenericParameters && !type.IsValueType)];
        IEnumerable<Type> references = [.. constraints.Where(type => type != typeof(ValueType)), .. CommonReferences, .. Own(_ownClasses.Value, constraints)];
        IEnumerable<Type> values = [.. CommonValues, .. Own(_ownStructs.Value, constraints)];
        if (kind.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            return [.. values];
        if (kind.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            return [.. references];
        return valuesFirst ? [.. values, .. references] : [.. references, .. values];
    }

    private static IEnumerable<Type> Own(Type[] own, Type[] constraints) =>
        own.OrderByDescending(type => constraints.Count(constraint => constraint.IsAssignableFrom(type))).Take(MostOwnCandidates);
}
