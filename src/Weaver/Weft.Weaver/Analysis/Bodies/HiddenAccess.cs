using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>Finds ways to shared state that no instruction names: <c>[UnsafeAccessor]</c> methods and <c>dynamic</c>.</summary>
internal sealed class HiddenAccess(MethodDefinition method, SiteScope scope)
{
    private const int FieldKind = 3;
    private const int StaticFieldKind = 4;
    private const string BinderType = "Microsoft.CSharp.RuntimeBinder.Binder";

    /// <summary>Whether a call may be one, from its signature alone.</summary>
    internal static bool IsCandidate(MethodReference called) =>
        (!called.HasThis && called.ReturnType is ByReferenceType) || called.DeclaringType is not TypeSpecification && called.DeclaringType.FullName == BinderType;

    internal void Visit(Instruction call, MethodReference member)
    {
        if (!IsCandidate(member))
            return;
        if (member.DeclaringType.FullName == BinderType)
            VisitDynamic(call, member);
        else if (member.Resolve() is { HasCustomAttributes: true, IsStatic: true } definition)
            VisitAccessor(call, definition);
    }

    private void VisitAccessor(Instruction call, MethodDefinition accessor)
    {
        CustomAttribute? attribute = accessor.CustomAttributes.FirstOrDefault(item => item.AttributeType.FullName == "System.Runtime.CompilerServices.UnsafeAccessorAttribute");
        if (attribute is null || Convert.ToInt32(attribute.ConstructorArguments[0].Value, System.Globalization.CultureInfo.InvariantCulture) is not (FieldKind or StaticFieldKind) || accessor.Parameters.Count == 0)
            return;
        string name = attribute.Properties.Where(item => item.Name == "Name").Select(item => item.Argument.Value as string).FirstOrDefault() ?? accessor.Name;
        ParameterDefinition target = accessor.Parameters[0];
        // A type that cannot be named is given by an attribute, as text.
        bool isNamed = !target.HasCustomAttributes || target.CustomAttributes.All(item => item.AttributeType.Name != "UnsafeAccessorTypeAttribute");
        TypeReference type = target.ParameterType is ByReferenceType reference ? reference.ElementType : target.ParameterType;
        if (isNamed && scope.Shims.Lists(type))
            scope.Diagnostics.Error(Codes.UnsafeAccessor, SourcePositions.Of(method, call), $"{accessor.FullName} reaches the field {name} of {type.FullName}, which may be shared, without the cluster. Use its members.");
        else if (scope.FieldNamed(name, isNamed ? type.Resolve() : null) is { } field)
            scope.Diagnostics.Refuse(Codes.UnsafeAccessor, SourcePositions.Of(method, call), $"{accessor.FullName} reaches the shared field {field.Field.FullName} without the cluster. Use a member of the class, or make the field transient.", field.Field);
    }

    private void VisitDynamic(Instruction call, MethodReference binder)
    {
        if (binder.Name is not ("GetMember" or "SetMember" or "InvokeMember"))
            return;
        if (NameBefore(call) is not { } name)
            return;
        string? what = binder.Name == "InvokeMember"
            ? scope.Shims.ListerOf(name) is { } lister ? $"a member of {lister}" : null
            : scope.FieldNamed(name, null) is { } field ? $"the shared field {field.Field.FullName}" : null;
        string member = binder.Name switch { "GetMember" => "get_" + name, "SetMember" => "set_" + name, _ => name };
        if (scope.Boxes.AreNamed(member))
            what ??= "one that changes a struct in its box";
        if (what is not null)
            scope.Diagnostics.Warning(Codes.DynamicAccess, SourcePositions.Of(method, call), $"The dynamic member {name} may be {what}, which would be reached without the cluster. Cast to the type.");
    }

    /// <summary>The compiler pushes flags, name, context and arguments in this order; calls lie between the name and the binder's.</summary>
    private static string? NameBefore(Instruction call)
    {
        for (Instruction? at = call.Previous; at is not null && at.OpCode.FlowControl is not (FlowControl.Branch or FlowControl.Cond_Branch); at = at.Previous)
        {
            if (at.OpCode.Code == Code.Ldstr)
                return (string)at.Operand;
        }
        return null;
    }
}
