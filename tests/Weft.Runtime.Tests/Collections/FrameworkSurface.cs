using System.Collections;
using System.Reflection;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Collections;

/// <summary>What of the framework's collections and locks woven code reaches without a shim, by reflection on the framework that the tests run on.</summary>
internal static class FrameworkSurface
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The classes with shims, and the members of each.</summary>
    internal static ILookup<string, MethodInfo> Shims { get; } = typeof(Cluster).Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<ShimForAttribute>().SelectMany(attribute => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(shim => (Framework: attribute.TypeName.Replace('/', '+'), shim))))
        .ToLookup(item => item.Framework, item => item.shim);

    /// <summary>The public and protected members of a type that have no shim.</summary>
    internal static IEnumerable<string> WithoutShim(Type framework)
    {
        HashSet<string> shimmed = [.. Shims[framework.FullName!].Select(shim => $"{shim.Name}({Parameters(shim)})")];
        return framework.GetMembers(Everything).OfType<MethodBase>().Where(IsVisible).Where(member => !Keys(framework, member).Any(shimmed.Contains)).Select(Text);
    }

    /// <summary>The members of interfaces, and overridable ones, for which an own class leaves the framework's code in place.</summary>
    internal static IEnumerable<string> LeftToTheFramework(Type own)
    {
        Type closed = own.IsGenericTypeDefinition ? own.MakeGenericType([.. own.GetGenericArguments().Select((_, number) => number == 0 ? typeof(int) : typeof(string))]) : own;
        Type framework = closed.BaseType!;
        foreach (Type contract in framework.GetInterfaces())
        {
            InterfaceMapping mapping = closed.GetInterfaceMap(contract);
            foreach ((MethodInfo member, MethodInfo target) in mapping.InterfaceMethods.Zip(mapping.TargetMethods))
            {
                if (target.DeclaringType != closed)
                    yield return $"{contract.Name}.{member.Name}";
            }
        }
        HashSet<MethodInfo> overridden = [.. closed.GetMethods(Everything).Select(method => method.GetBaseDefinition())];
        foreach (MethodInfo member in framework.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
        {
            if (member is { IsVirtual: true, IsFinal: false } && IsVisible(member) && member.DeclaringType != typeof(object) && !overridden.Contains(member.GetBaseDefinition()) && !HasShim(member))
                yield return $"override {Text(member)}";
        }
    }

    /// <summary>Members of framework classes without shims that are given a collection by its class, so that they may work on its storage.</summary>
    internal static IEnumerable<string> TakersOf(IReadOnlyCollection<Type> collections)
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        foreach (string file in Directory.GetFiles(folder, "System.*.dll"))
        {
            if (Load(file) is not { } assembly)
                continue;
            foreach (Type type in assembly.GetExportedTypes().Where(type => !collections.Contains(Definition(type))))
            {
                HashSet<string> shimmed = [.. Shims[type.FullName!].Select(shim => $"{shim.Name}({Parameters(shim)})")];
                foreach (MethodBase member in type.GetMembers(Everything).OfType<MethodBase>().Where(IsVisible))
                {
                    if (member.GetParameters().Any(parameter => collections.Contains(Definition(parameter.ParameterType))) && !Keys(type, member).Any(shimmed.Contains))
                        yield return $"{type.FullName}: {Text(member)}";
                }
            }
        }
    }

    private static Assembly? Load(string file)
    {
        try
        {
            return Assembly.Load(AssemblyName.GetAssemblyName(file));
        }
        catch (Exception e) when (e is BadImageFormatException or FileNotFoundException or FileLoadException)
        {
            // A library of native code, or one that only names where its types are now.
            TestContext.Out.WriteLine($"{file}: {e.Message}");
            return null;
        }
    }

    private static bool HasShim(MethodInfo member)
    {
        Type declaring = Definition(member.DeclaringType!);
        MethodBase open = MethodBase.GetMethodFromHandle(member.MethodHandle, declaring.TypeHandle)!;
        HashSet<string> shimmed = [.. Shims[declaring.FullName!].Select(shim => $"{shim.Name}({Parameters(shim)})")];
        return Keys(declaring, open).Any(shimmed.Contains);
    }

    private static IEnumerable<string> Keys(Type framework, MethodBase member)
    {
        string parameters = Parameters(member);
        if (member is ConstructorInfo)
            return [$"Create({parameters})", $"Construct({parameters})"];
        if (member.IsStatic)
            return [$"{member.Name}({parameters})"];
        string more = parameters.Length == 0 ? "" : "," + parameters;
        return [$"{member.Name}({framework}{more})", $"{member.Name}({framework}&{more})", $"{member.Name}(System.Object{more})"];
    }

    private static bool IsVisible(MethodBase member) => member.IsPublic || member.IsFamily || member.IsFamilyOrAssembly;

    private static Type Definition(Type type)
    {
        Type element = type.IsByRef ? type.GetElementType()! : type;
        return element.IsGenericType ? element.GetGenericTypeDefinition() : element;
    }

    private static string Text(MethodBase member) => $"{(member.IsStatic ? "static " : "")}{(member.IsFamily ? "protected " : "")}{member.Name}{Arguments(member)}({Parameters(member)})";

    private static string Arguments(MethodBase member) => member is MethodInfo { IsGenericMethodDefinition: true } ? $"<{member.GetGenericArguments().Length}>" : "";

    private static string Parameters(MethodBase method) => string.Join(",", method.GetParameters().Select(parameter => parameter.ParameterType.ToString()));
}
