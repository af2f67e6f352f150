using Mono.Cecil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Proposals;

/// <summary>
/// Guesses which classes belong to one node: those that hold a connection and no state of their own, interfaces that only such classes implement, and classes
/// that hold nothing but such objects, as lists of listeners do.
/// </summary>
internal sealed class LocalTypes
{
    private static readonly HashSet<string> Connections = new(StringComparer.Ordinal)
    {
        "System.Net.Sockets.Socket", "System.Net.Sockets.TcpClient", "System.Net.Sockets.UdpClient", "System.Net.WebSockets.WebSocket", "System.Net.HttpListenerContext", "System.IO.Stream", "System.IO.TextReader",
        "System.IO.TextWriter", "System.IO.Pipelines.PipeReader", "System.IO.Pipelines.PipeWriter", "System.IO.Pipelines.IDuplexPipe", "System.Threading.Channels.Channel`1", "System.Threading.Channels.Channel`2",
        "System.Threading.Channels.ChannelWriter`1", "Microsoft.AspNetCore.Http.HttpContext", "Microsoft.AspNetCore.Http.HttpResponse", "Microsoft.AspNetCore.Connections.ConnectionContext", "Microsoft.AspNetCore.SignalR.IClientProxy",
    };

    private readonly ApplicationTypes _types;
    private readonly Func<IMemberDefinition?, bool> _isOwn;
    private readonly Dictionary<TypeDefinition, string> _why = [];

    internal LocalTypes(WeaveContext context, ApplicationTypes types)
    {
        (_types, _isOwn) = (types, context.Workspace.IsOwn);
        TypeDefinition[] classes = [.. types.All.Where(type => !type.IsValueType && !type.IsStaticClass() && !type.IsCompilerGenerated() && !type.IsDelegate())];
        foreach (TypeDefinition type in classes)
        {
            if (Fields(type).Select(Connection).FirstOrDefault(found => found is not null) is { } connection && !Fields(type).Any(IsCollectionOfState))
                _why[type] = connection;
        }
        while (classes.Any(Extend))
        {
            // Each round may make more classes local.
        }
    }

    /// <summary>Why values of a type belong to one node; null where they do not.</summary>
    internal string? Why(TypeReference type)
    {
        foreach (TypeDefinition part in Parts(type))
        {
            if (_why.TryGetValue(part, out string? why))
                return $"{part.FullName}, which {why}";
        }
        return null;
    }

    /// <summary>The application's classes that a type names: itself, its elements, its type arguments.</summary>
    internal IEnumerable<TypeDefinition> Parts(TypeReference type)
    {
        type = type.WithoutModifiers();
        if (type is ArrayType array)
            return Parts(array.ElementType);
        IEnumerable<TypeDefinition> parts = type is GenericInstanceType instance ? instance.GenericArguments.SelectMany(Parts) : [];
        return type is not (GenericParameter or PointerType or ByReferenceType) && type.Resolve() is { } definition && _isOwn(definition) ? parts.Prepend(definition) : parts;
    }

    private static IEnumerable<FieldDefinition> Fields(TypeDefinition type) => type.Fields.Where(field => !field.IsStatic);

    private static string? Connection(FieldDefinition field)
    {
        TypeReference type = field.FieldType.WithoutModifiers();
        if (type is ArrayType or GenericParameter or PointerType || type.Resolve() is not { } definition)
            return null;
        TypeReference? found = definition.SelfBasesAndInterfaces().FirstOrDefault(item => Connections.Contains(item.GetElementType().FullName));
        return found is null ? null : $"holds a {found.Name.Split('`')[0]} ({TypeNames.SourceName(field.Name)})";
    }

    private static bool IsCollectionOfState(FieldDefinition field) =>
        field.FieldType.WithoutModifiers() is GenericInstanceType type && type.OutermostNamespace().StartsWith("System.Collections", StringComparison.Ordinal);

    private bool Extend(TypeDefinition type)
    {
        if (_why.ContainsKey(type))
            return false;
        TypeDefinition[] heirs = [.. _types.DirectSubtypes(type)];
        if ((type.IsInterface || type.IsAbstract) && heirs.Length > 0 && heirs.All(_why.ContainsKey))
            return Add(type, $"stands for {heirs[0].FullName}, which {_why[heirs[0]]}");
        if (type.IsInterface)
            return false;
        // Classes that refer to each other, such as a list and its entries, are looked at together: none of them has state of its own.
        HashSet<TypeDefinition> group = [];
        return IsShell(type, group, out string? reached) && reached is not null && group.Aggregate(false, (any, member) => Add(member, reached) || any);
    }

    private bool IsShell(TypeDefinition type, HashSet<TypeDefinition> group, out string? reached)
    {
        reached = null;
        if (!group.Add(type))
            return true;
        bool leads = false;
        foreach (FieldDefinition field in Fields(type))
        {
            if (Why(field.FieldType) is { } why)
            {
                (reached, leads) = (reached ?? $"leads to {why}", true);
                continue;
            }
            if (field.FieldType.FullName is "System.Object" or "System.Threading.Lock" || Portability.IsLiteral(field.FieldType))
                continue;
            TypeDefinition[] parts = [.. Parts(field.FieldType)];
            if (parts.Length == 0)
                return false;
            foreach (TypeDefinition part in parts)
            {
                if (part.IsInterface || !IsShell(part, group, out string? further))
                    return false;
                (reached, leads) = (reached ?? further, true);
            }
        }
        // A class of literals alone is state, not a shell.
        return leads;
    }

    private bool Add(TypeDefinition type, string why)
    {
        if (_why.ContainsKey(type))
            return false;
        _why.Add(type, why);
        return true;
    }
}
