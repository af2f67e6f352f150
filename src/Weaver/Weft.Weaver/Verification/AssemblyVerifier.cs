using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Verification.Bodies;
using Weft.Weaver.Verification.Members;
using Weft.Weaver.Verification.Metadata;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification;

/// <summary>Verifies the declarations and bodies of one assembly. Changes nothing and keeps nothing; bodies do not depend on each other.</summary>
internal sealed class AssemblyVerifier
{
    private readonly TypeUniverse _universe;
    private readonly MemberTable _members;
    private readonly Friends _friends = new();
    private readonly FindingSink _sink = new();

    private AssemblyVerifier(AssemblyDefinition assembly)
    {
        _universe = new(assembly.MainModule);
        _members = new(_universe);
    }

    /// <summary>Verifies all of an assembly.</summary>
    internal static List<Finding> Verify(AssemblyDefinition assembly, CancellationToken cancellationToken) =>
        Verify(assembly, _ => true, cancellationToken);

    /// <summary>Verifies an assembly as a whole, and those of its types that are chosen.</summary>
    internal static List<Finding> Verify(AssemblyDefinition assembly, Func<TypeDefinition, bool> chosen, CancellationToken cancellationToken = default)
    {
        AssemblyVerifier verifier = new(assembly);
        ModuleRules.Check(assembly.MainModule, verifier._sink);
        foreach (TypeDefinition type in assembly.MainModule.GetTypes().Where(chosen))
        {
            cancellationToken.ThrowIfCancellationRequested();
            verifier.Verify(type);
        }
        return verifier._sink.Findings;
    }

    private void Verify(TypeDefinition type)
    {
        TypeContext context = new(type, _universe, _members, _friends);
        TypeRules.Check(context, _sink);
        DuplicateRules.Check(type, _sink);
        OverrideRules.Check(context, _sink);
        ImplementationRules.Check(context, _sink);
        foreach (MethodDefinition method in type.Methods)
        {
            MethodRules.Check(context, method, _sink);
            if (method.HasBody)
                VerifyBody(context, method);
        }
    }

    private void VerifyBody(TypeContext context, MethodDefinition method)
    {
        try
        {
            if (method.Body is not null)
                BodyVerifier.Verify(new(method, context, _sink));
        }
        catch (Exception exception) when (exception is BadImageFormatException or IndexOutOfRangeException or ArgumentOutOfRangeException or InvalidCastException or NotSupportedException)
        {
            _sink.Add(Codes.UnreadableBody, method, $"the body cannot be read: {exception.GetType().Name}, {exception.Message}");
        }
    }
}
