using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Weft.Cli.Verification;

/// <summary>Names methods for findings.</summary>
internal static class MethodName
{
    public static string Of(MethodBase method)
    {
        string type = method.DeclaringType?.FullName ?? "<Module>";
        try
        {
            return $"{type}.{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})";
        }
        catch (Exception failure) when (failure is TypeLoadException or IOException)
        {
            // A parameter's type cannot be loaded: the name alone must do.
            return $"{type}.{method.Name}";
        }
    }

    /// <summary>Names a method from the file alone, for a process that must not load it.</summary>
    public static string Of(string file, int token)
    {
        using FileStream stream = File.OpenRead(file);
        using PEReader image = new(stream);
        MetadataReader metadata = image.GetMetadataReader();
        MethodDefinition method = metadata.GetMethodDefinition(MetadataTokens.MethodDefinitionHandle(token & 0xFFFFFF));
        return $"{TypeName(metadata, method.GetDeclaringType())}.{metadata.GetString(method.Name)}";
    }

    private static string TypeName(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        string name = metadata.GetString(type.Name);
        if (type.IsNested)
            return $"{TypeName(metadata, type.GetDeclaringType())}+{name}";
        string space = metadata.GetString(type.Namespace);
        return space.Length == 0 ? name : $"{space}.{name}";
    }
}
