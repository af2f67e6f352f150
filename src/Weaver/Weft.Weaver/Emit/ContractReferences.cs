using Mono.Cecil;
using Weft.Weaver.Analysis;

namespace Weft.Weaver.Emit;

/// <summary>
/// What woven IL of one module names of the runtime and of the framework. Everything is imported from the runtime file that is
/// woven against, never from the weaver's own process.
/// </summary>
internal sealed class ContractReferences(ModuleDefinition target, ModuleDefinition runtime)
{
    private const string Namespace = "Weft.Runtime.Contract";
    private readonly Dictionary<string, TypeReference> _types = [];
    private readonly Dictionary<(string Type, string Name), MethodReference> _methods = [];
    private readonly Dictionary<(string Namespace, string Name), MethodReference> _constructors = [];
    private readonly Dictionary<MethodDefinition, MethodReference> _shims = [];

    internal ModuleDefinition Target => target;

    internal TypeReference Header => Type("ObjectHeader");

    internal TypeReference Woven => Type("IWoven");

    internal TypeReference Loan(TypeReference type) => Type("Loan`1").Closed(type);

    internal TypeReference ElementPlace(TypeReference type) => Type("ElementPlace`1").Closed(type);

    internal TypeReference FieldPlace(TypeReference type) => Type("FieldPlace`1").Closed(type);

    internal TypeReference LocalPlace(TypeReference type) => Type("LocalPlace`1").Closed(type);

    internal TypeReference MatrixPlace(TypeReference type) => Type("MatrixPlace`1").Closed(type);

    internal TypeReference RootPlace(FieldPlan root, TypeReference type) => Type(PlaceOf(root)).Closed(type);

    /// <summary>The type of what stands in for the address of a root.</summary>
    internal static string PlaceOf(FieldPlan root) => root.IsValueRoot ? "RootPlace`1" : "ObjectRootPlace`1";

    /// <summary>The type of an address that must not be written through.</summary>
    internal TypeReference ReadOnly(TypeReference type) => new RequiredModifierType(Framework("System.Runtime.InteropServices", "InAttribute"), new ByReferenceType(type));

    /// <summary>A contract type by name.</summary>
    internal TypeReference Type(string name)
    {
        if (!_types.TryGetValue(name, out TypeReference? type))
            _types.Add(name, type = target.ImportReference(Definition(name)));
        return type;
    }

    /// <summary>A method of a contract type without generic parameters, closed over its own.</summary>
    internal MethodReference Method(string type, string name, params TypeReference[] arguments) => Open(type, name).Closed(arguments);

    /// <summary>A method of a generic contract type that is closed over arguments.</summary>
    internal MethodReference MethodOn(string type, TypeReference[] arguments, string name) => Open(type, name).On(Type(type).Closed(arguments));

    /// <summary>A shim closed over the generic arguments of the site.</summary>
    internal MethodReference Shim(MethodDefinition shim, TypeReference[] typeArguments, TypeReference[] methodArguments)
    {
        if (!_shims.TryGetValue(shim, out MethodReference? open))
            _shims.Add(shim, open = target.ImportReference(shim));
        MethodReference on = typeArguments.Length == 0 ? open : open.On(open.DeclaringType.Closed(typeArguments));
        return on.Closed(methodArguments);
    }

    /// <summary>What a call of a <c>base</c> member does where the object is shared, instead of a shim, which would call what overrides the member; null for members that only read.</summary>
    internal MethodReference? Base(MethodDefinition shim) =>
        runtime.GetType(Namespace, shim.DeclaringType.Name.Replace("Shims", "Base"))?.Methods.FirstOrDefault(method => method.Name == shim.Name && HasParameters(method, shim.Parameters)) is { } found ? target.ImportReference(found) : null;

    /// <summary>The method that enters a lock as a shim does, at a level which it takes behind the arguments.</summary>
    internal MethodReference Leveled(MethodDefinition shim) => target.ImportReference(Definition("LeveledLocks").Methods.Single(method =>
        method.Name == shim.Name && HasParameters(method, shim.Parameters, more: 1)));

    /// <summary>A framework type, named in the scope that the runtime itself names its core library in.</summary>
    internal TypeReference Framework(string @namespace, string name, bool valueType = false)
    {
        string key = @namespace + "." + name;
        if (!_types.TryGetValue(key, out TypeReference? type))
        {
            TypeReference source = new(@namespace, name, runtime, runtime.TypeSystem.CoreLibrary, valueType);
            int arity = name.IndexOf('`');
            for (int index = arity < 0 ? 0 : int.Parse(name.Substring(arity + 1), System.Globalization.CultureInfo.InvariantCulture); index > 0; index--)
                source.GenericParameters.Add(new GenericParameter(source));
            _types.Add(key, type = target.ImportReference(source));
        }
        return type;
    }

    /// <summary>A parameterless constructor, or one with the given parameters, of a framework type.</summary>
    internal MethodReference FrameworkConstructor(TypeReference type, params TypeReference[] parameters) =>
        FrameworkMethod(type, ".ctor", target.TypeSystem.Void, hasThis: true, parameters);

    /// <summary>The parameterless constructor of an attribute, one reference for all its uses.</summary>
    internal MethodReference AttributeConstructor(string @namespace, string name)
    {
        if (!_constructors.TryGetValue((@namespace, name), out MethodReference? constructor))
            _constructors.Add((@namespace, name), constructor = FrameworkConstructor(Framework(@namespace, name)));
        return constructor;
    }

    /// <summary>A method of a framework type.</summary>
    internal static MethodReference FrameworkMethod(TypeReference type, string name, TypeReference result, bool hasThis, params TypeReference[] parameters)
    {
        MethodReference method = new(name, result, type) { HasThis = hasThis };
        foreach (TypeReference parameter in parameters)
            method.Parameters.Add(new ParameterDefinition(parameter));
        return method;
    }

    private static bool HasParameters(MethodDefinition method, Mono.Collections.Generic.Collection<ParameterDefinition> parameters, int more = 0) => method.Parameters.Count == parameters.Count + more
        && parameters.Zip(method.Parameters, (one, other) => one.ParameterType.FullName == other.ParameterType.FullName).All(same => same);

    private MethodReference Open(string type, string name)
    {
        if (!_methods.TryGetValue((type, name), out MethodReference? method))
        {
            MethodDefinition definition = Definition(type).Methods.FirstOrDefault(item => item.Name == name) ?? throw Missing($"{type}.{name}");
            _methods.Add((type, name), method = target.ImportReference(definition));
        }
        return method;
    }

    private TypeDefinition Definition(string name) => runtime.GetType(Namespace, name) ?? throw Missing(name);

    private static InvalidOperationException Missing(string name) =>
        new($"The runtime that is woven against has no {Namespace}.{name}: weaver and runtime must be of one version.");
}
