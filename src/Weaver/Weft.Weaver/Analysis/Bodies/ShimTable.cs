using Mono.Cecil;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>The framework members that woven code calls through the runtime, as the runtime file itself lists them.</summary>
internal sealed class ShimTable
{
    private const string All = "*";

    /// <summary>What shims of constructors are called that make a value in its place.</summary>
    private const string Construct = "Construct";

    private readonly Dictionary<string, ShimClass> _classes = [];
    private readonly Dictionary<(MethodReference Member, bool Creates), (Answer Answer, MethodDefinition? Shim)> _found = [];

    private ShimTable()
    {
    }

    /// <summary>What the table says of one member.</summary>
    internal enum Answer
    {
        /// <summary>Nothing: its type is not in the table.</summary>
        Unlisted,

        /// <summary>It is called as it is.</summary>
        Untouched,

        /// <summary>A shim is called instead.</summary>
        Shimmed,

        /// <summary>Its type is in the table and it is not.</summary>
        Missing,
    }

    internal static ShimTable Read(ModuleDefinition runtime)
    {
        ShimTable table = new();
        foreach (TypeDefinition type in runtime.GetTypes())
        {
            if (!type.HasCustomAttributes)
                continue;
            foreach (CustomAttribute attribute in type.CustomAttributes)
            {
                if (attribute.AttributeType.FullName == "Weft.Runtime.Contract.ShimForAttribute")
                    table.Add(type, attribute);
            }
        }
        return table;
    }

    /// <summary>Whether a type has shims, by full metadata name.</summary>
    internal bool Lists(TypeReference declaringType) => declaringType is not ArrayType && _classes.ContainsKey(declaringType.GetElementType().FullName);

    /// <summary>Whether the constructors that make a value of this type in its place have shims.</summary>
    internal bool Constructs(TypeReference valueType) => _classes.TryGetValue(valueType.GetElementType().FullName, out ShimClass? found) && found.Names.Contains(Construct);

    /// <summary>Whether the table may have an answer for a member: a first question, which most calls end with.</summary>
    internal bool Concerns(MethodReference member) => member.DeclaringType is not ArrayType && _classes.TryGetValue(member.DeclaringType.GetElementType().FullName, out ShimClass? found)
        && (found.Names.Contains(member.Name) || (member.Name == ".ctor" && member.DeclaringType.MetadataType != MetadataType.Object) || !found.Untouched.Contains(All));

    /// <summary>A framework collection with a shim for a member of this name; null where there is none.</summary>
    internal string? ListerOf(string member) =>
        _classes.Where(entry => entry.Key.StartsWith("System.Collections.Generic.", StringComparison.Ordinal) && entry.Value.HasInstance(member)).Select(entry => entry.Key).OrderBy(name => name, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Looks a member up; constructors are asked for with <paramref name="creates"/>.</summary>
    internal Answer Find(MethodReference member, bool creates, out MethodDefinition? shim)
    {
        // All sites of a member name it by the same object.
        MethodReference element = member.GetElementMethod();
        if (!_found.TryGetValue((element, creates), out (Answer Answer, MethodDefinition? Shim) found))
            _found.Add((element, creates), found = (Search(element, creates, out MethodDefinition? answer), answer));
        shim = found.Shim;
        return found.Answer;
    }

    private Answer Search(MethodReference element, bool creates, out MethodDefinition? shim)
    {
        shim = null;
        if (!_classes.TryGetValue(element.DeclaringType.GetElementType().FullName, out ShimClass? found))
            return Answer.Unlisted;
        string name = creates ? "Create" : element.Name == ".ctor" ? Construct : element.Name;
        IEnumerable<TypeReference> parameters = element.Parameters.Select(parameter => parameter.ParameterType);
        string key = SignatureKey.Of(name, element.GenericParameters.Count, parameters);
        if ((creates || !element.HasThis ? found.Statics : found.Instances).TryGetValue(key, out shim))
            return Answer.Shimmed;
        return found.Untouched.Contains(All) || found.Untouched.Contains(element.Name) ? Answer.Untouched : Answer.Missing;
    }

    private void Add(TypeDefinition type, CustomAttribute attribute)
    {
        string framework = (string)attribute.ConstructorArguments[0].Value;
        string untouched = attribute.Properties.Where(item => item.Name == "Untouched").Select(item => (string)item.Argument.Value).FirstOrDefault() ?? "";
        if (!_classes.TryGetValue(framework, out ShimClass? shims))
            _classes.Add(framework, shims = new());
        foreach (string name in untouched.Split([' '], StringSplitOptions.RemoveEmptyEntries))
            shims.Untouched.Add(name);
        foreach (MethodDefinition method in type.Methods)
        {
            if (!method.IsStatic || !method.IsPublic)
                continue;
            shims.Names.Add(method.Name);
            List<TypeReference> parameters = [.. method.Parameters.Select(parameter => parameter.ParameterType)];
            shims.Statics[SignatureKey.Of(method.Name, method.GenericParameters.Count, parameters)] = method;
            if (parameters.Count > 0 && Receives(parameters[0], framework))
                shims.Instances[SignatureKey.Of(method.Name, method.GenericParameters.Count, parameters.Skip(1))] = method;
        }
    }

    private static bool Receives(TypeReference parameter, string framework)
    {
        TypeReference type = parameter is ByReferenceType reference ? reference.ElementType : parameter;
        return type.GetElementType().FullName == framework || type.MetadataType == MetadataType.Object;
    }

    private sealed class ShimClass
    {
        internal HashSet<string> Untouched { get; } = [];

        internal HashSet<string> Names { get; } = [];

        internal Dictionary<string, MethodDefinition> Instances { get; } = [];

        internal Dictionary<string, MethodDefinition> Statics { get; } = [];

        internal bool HasInstance(string member) => Instances.Values.Any(shim => shim.Name == member);
    }
}
