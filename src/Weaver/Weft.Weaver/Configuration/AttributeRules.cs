using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Configuration;

/// <summary>The rules that the attributes of Weft.Annotations in the application's assemblies say.</summary>
internal sealed class AttributeRules(DiagnosticBag diagnostics)
{
    private const string AttributeEnding = "Attribute";

    private readonly RuleReader _reader = new(diagnostics);

    /// <summary>The roots, each with the field or property that carries it.</summary>
    internal List<(IMemberDefinition Member, RootRule Rule)> Roots { get; } = [];

    /// <summary>The transients, each with the field, property or type that carries it.</summary>
    internal List<(IMemberDefinition Member, TransientRule Rule)> Transients { get; } = [];

    /// <summary>The distributed methods.</summary>
    internal List<(MethodDefinition Method, DistributedMethodRule Rule)> DistributedMethods { get; } = [];

    /// <summary>The named locks.</summary>
    internal List<(MethodDefinition Method, AutolockRule Rule)> Locks { get; } = [];

    /// <summary>Whether there are any.</summary>
    internal bool IsEmpty => Roots.Count + Transients.Count + DistributedMethods.Count + Locks.Count == 0;

    /// <summary>Whether a module may carry such attributes: it refers to their namespace, or declares it.</summary>
    internal static bool MayBeIn(ModuleDefinition module) =>
        module.GetTypeReferences().Any(type => type.Namespace == MemberAttribute.Namespace) || module.Types.Any(type => type.Namespace == MemberAttribute.Namespace);

    /// <summary>Reads the attributes of a module.</summary>
    internal void Read(ModuleDefinition module)
    {
        foreach (TypeDefinition type in module.GetTypes().Where(type => type.Namespace != MemberAttribute.Namespace))
        {
            Read(type);
            foreach (IMemberDefinition member in type.Fields.Cast<IMemberDefinition>().Concat(type.Properties).Concat(type.Methods))
                Read(member);
        }
    }

    private void Read(IMemberDefinition member)
    {
        if (!member.HasCustomAttributes)
            return;
        foreach (CustomAttribute attribute in member.CustomAttributes.Where(MemberAttribute.Is))
        {
            SourcePosition position = MemberPositions.Of(member) with { Attribute = MemberAttribute.ShortName(attribute.AttributeType) };
            MemberAttribute found = new(member, attribute, position);
            if (IsReadable(found))
                Read(found);
        }
    }

    private void Read(MemberAttribute found)
    {
        switch (found.Attribute.AttributeType.Name, found.Member)
        {
            case ("Root" + AttributeEnding, FieldDefinition or PropertyDefinition):
                if (_reader.Root(found.Root(Qualified(found.Member))) is { } root)
                    Roots.Add((found.Member, root));
                break;
            case ("Transient" + AttributeEnding, FieldDefinition or PropertyDefinition):
                if (_reader.Transient(found.Transient("field", Qualified(found.Member))) is { } transient)
                    Transients.Add((found.Member, transient));
                break;
            case ("Transient" + AttributeEnding, TypeDefinition type):
                if (_reader.Transient(found.Transient("type", new QualifiedName(type.FullName + "+", AssemblyOf(type)).ToString())) is { } transientType)
                    Transients.Add((type, transientType));
                break;
            case ("DistributedMethod" + AttributeEnding, MethodDefinition method):
                if (_reader.DistributedMethod(found.DistributedMethod(PatternOf(method))) is { } distributed)
                    DistributedMethods.Add((method, distributed with { Method = MethodPattern.Of(method, distributed.Method) }));
                break;
            case ("NamedLock" + AttributeEnding, MethodDefinition method):
                if (_reader.Lock(found.NamedLock(PatternOf(method))) is { } named)
                    Locks.Add((method, named with { Method = MethodPattern.Of(method, named.Method) }));
                break;
            default:
                ReportMisuse(found);
                break;
        }
    }

    private bool IsReadable(MemberAttribute found)
    {
        // Cecil leaves the arguments out where it does not find the enumerations that they are of.
        if (found.Attribute.HasProperties || found.Attribute.HasConstructorArguments || found.Attribute.GetBlob().Length <= EmptyBlob)
            return true;
        diagnostics.Error(Codes.AttributeUnreadable, found.Position,
            $"[{found.Name}] on {TypeNames.Display(found.Member)} cannot be read, since {found.Attribute.AttributeType.Scope.Name} is not found; put it beside the assembly, or name its folder with --reference");
        return false;
    }

    private void ReportMisuse(MemberAttribute found)
    {
        string where = found.Attribute.AttributeType.Name switch
        {
            "Root" + AttributeEnding => "belongs to fields and properties",
            "Transient" + AttributeEnding => "belongs to fields, properties and types",
            "DistributedMethod" + AttributeEnding or "NamedLock" + AttributeEnding => "belongs to methods",
            _ => "is unknown to this version of Weft; use the weaver of the version of Weft.Annotations, or a rule in the file",
        };
        diagnostics.Error(Codes.AttributeUnusable, found.Position, $"[{found.Name}] on {TypeNames.Display(found.Member)} {where}");
    }

    // Another assembly may have a type of this name.
    private static string Qualified(IMemberDefinition member) => new QualifiedName(TypeNames.Display(member), AssemblyOf(member.DeclaringType)).ToString();

    private static string AssemblyOf(TypeDefinition type) => type.Module.Assembly.Name.Name;

    private static string PatternOf(MethodDefinition method) =>
        $"{method.DeclaringType.FullName}.{method.Name}({string.Join(", ", method.Parameters.Select(parameter => TypeNames.Pattern(parameter.ParameterType)))})";

    // The prolog and a count of named arguments of zero.
    private const int EmptyBlob = 4;
}
