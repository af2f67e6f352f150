using Mono.Cecil;
using Weft.Weaver.Analysis.Bodies;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis.Handing;

/// <summary>What code that is not woven can read of the objects that a call hands to it.</summary>
internal enum Reading
{
    /// <summary>Nothing but what it calls.</summary>
    Nothing,

    /// <summary>Fields that are shown: it was written, or compiled, for the class.</summary>
    Shown,

    /// <summary>Any field: it may look for them.</summary>
    Any,

    /// <summary>Any field, and those of all that it comes to from there.</summary>
    All,
}

/// <summary>Tells which calls lead to code that is not woven and may read fields.</summary>
/// <remarks>
/// Most of the framework takes objects without looking into them: tasks, tuples, queries, formatting. To bring the state of each one here would cost a round trip for nothing. So of the framework's own members those count
/// that read fields for a living; and its interfaces, delegates and overridable members, behind which there may be any code.
/// </remarks>
internal sealed class ForeignCalls(WeavePlan plan, ShimTable shims, Func<MethodReference, bool> isWoven)
{
    private readonly Lazy<ShownClasses> _shown = new(() => new(plan), LazyThreadSafetyMode.None);
    private readonly Dictionary<MethodReference, Reading> _known = [];

    internal ShownClasses Shown => _shown.Value;

    /// <summary>What a call may come to read; by its signature alone, most of them are settled.</summary>
    internal Reading Of(MethodReference member, bool isVirtual)
    {
        if (plan.Types.IsEmpty || member.DeclaringType is ArrayType || !MayTake(member))
            return Reading.Nothing;
        if (!_known.TryGetValue(member, out Reading reading))
            _known.Add(member, reading = Look(member));
        // A base class's own member is called, whatever overrides it.
        return reading == Reading.Shown && !isVirtual ? Reading.Nothing : reading;
    }

    private Reading Look(MethodReference member)
    {
        TypeReference type = member.DeclaringType.GetElementType();
        string assembly = type.Scope is AssemblyNameReference { Name: var other } ? other : "";
        if (assembly.StartsWith("Weft.", StringComparison.Ordinal) || shims.Lists(member.DeclaringType))
            return Reading.Nothing;
        if (IsDelegateCall(member))
            return Shown.IsEmpty ? Reading.Nothing : Reading.Shown;
        if (assembly.Length == 0 || !IsFramework(assembly))
            return assembly.Length == 0 || isWoven(member) ? Reading.Nothing : Serializes(type, member.Name) && !Shown.IsEmpty ? Reading.All : Reading.Any;
        if (Serializes(type, member.Name))
            return Shown.IsEmpty ? Reading.Any : Reading.All;
        return !Shown.IsEmpty && MayBeAnything(member) ? Reading.Shown : Reading.Nothing;
    }

    /// <summary>Whether a receiver or parameter may be an instance of an instrumented class.</summary>
    private static bool MayTake(MethodReference member)
    {
        if (!member.HasParameters)
            return member.HasThis && member.DeclaringType is { IsValueType: false, Scope: AssemblyNameReference };
        foreach (ParameterDefinition parameter in member.Parameters)
        {
            TypeReference type = parameter.ParameterType;
            if (type is GenericParameter || (!type.IsValueType && !type.IsPrimitive && type.MetadataType is not MetadataType.String && type is not (ByReferenceType or PointerType)))
                return true;
        }
        return false;
    }

    private static bool IsDelegateCall(MethodReference member) => member is { Name: "Invoke" or "BeginInvoke", HasThis: true } && member.DeclaringType.Resolve()?.IsDelegate() == true;

    private static bool MayBeAnything(MethodReference member)
    {
        if (member.DeclaringType.GetElementType().FullName is "System.Object" or "System.Collections.Generic.EqualityComparer`1" or "System.Collections.Generic.Comparer`1")
            return false;
        return member.Resolve() is { IsVirtual: true, IsFinal: false, DeclaringType.IsSealed: false };
    }

    /// <summary>Serializers, and what hands over to them.</summary>
    private static bool Serializes(TypeReference type, string member)
    {
        string space = type.OutermostNamespace();
        return Names(type.Name) || Names(member) || space.StartsWith("System.Text.Json", StringComparison.Ordinal) || space.StartsWith("System.Runtime.Serialization", StringComparison.Ordinal)
            || space.StartsWith("System.Xml.Serialization", StringComparison.Ordinal) || space.StartsWith("Microsoft.AspNetCore.SignalR", StringComparison.Ordinal)
            || type.FullName is "Microsoft.AspNetCore.Http.Results" or "Microsoft.AspNetCore.Http.TypedResults" or "Microsoft.AspNetCore.Mvc.ControllerBase" or "Microsoft.AspNetCore.Mvc.ObjectResult";

        static bool Names(string name) => name.Contains("Serializ") || name.Contains("Json");
    }

    private static bool IsFramework(string assembly) =>
        assembly is "mscorlib" or "netstandard" or "System" or "WindowsBase" or "PresentationCore" or "PresentationFramework" or "FSharp.Core" || assembly.StartsWith("System.", StringComparison.Ordinal)
        || assembly.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || assembly.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) || assembly is "Microsoft.CSharp" or "Microsoft.VisualBasic" or "Microsoft.VisualBasic.Core" or "Microsoft.JSInterop";
}
