using System.Runtime.InteropServices;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;
using Weft.Weaver.Verification;

namespace Weft.Weaver.Tests.Verification;

/// <summary>A kind of defect: what is done to the sound assembly, and what must be found.</summary>
/// <param name="Name">What the defect is.</param>
/// <param name="Code">The code that it is found under.</param>
/// <param name="Where">What the message must name.</param>
/// <param name="Plant">Makes the defect.</param>
internal sealed record Defect(string Name, string Code, string Where, Action<ModuleDefinition> Plant)
{
    /// <summary>A defect that stands in the code of one method of the class <c>Code</c>.</summary>
    internal static Defect InBody(string name, string code, string method, Action<ILProcessor> body) =>
        new(name, code, "Specimens.Code::" + method + "(", module => module.Replace(method, body));

    public override string ToString() => Name;
}

/// <summary>Reads the assembly that the tests damage, and helps to damage it.</summary>
internal static class Specimens
{
    private static readonly string Folder = Path.GetDirectoryName(Subject.AssemblyFile("Specimens"))!;

    internal static AssemblyDefinition Read()
    {
        AssemblyResolver resolver = new([Folder, RuntimeEnvironment.GetRuntimeDirectory()]);
        ReaderParameters parameters = resolver.Parameters;
        parameters.ReadSymbols = true;
        AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(Subject.AssemblyFile("Specimens"), parameters);
        resolver.Register(assembly);
        return assembly;
    }

    /// <summary>Damages the assembly and holds the findings to what is expected. A defect may have consequences, which are found as well.</summary>
    internal static void Expect(Defect defect)
    {
        AssemblyDefinition damaged = Read();
        defect.Plant(damaged.MainModule);
        IReadOnlyList<Diagnostic> found = Verifier.Compare(Read, damaged, "Specimens.dll");
        Assert.That(found.Where(item => item.Code == defect.Code).Select(item => item.Message), Has.Some.Contains(defect.Where), string.Join("\n", found));
    }

    internal static TypeDefinition Type(this ModuleDefinition module, string name) => module.GetType("Specimens", name);

    internal static MethodDefinition Method(this ModuleDefinition module, string type, string name) => module.Type(type).Methods.First(item => item.Name == name);

    internal static FieldDefinition Field(this ModuleDefinition module, string type, string name) => module.Type(type).Fields.Single(item => item.Name == name);

    /// <summary>Gives a method of the class <c>Code</c> another body.</summary>
    internal static void Replace(this ModuleDefinition module, string method, Action<ILProcessor> body) => module.Method("Code", method).Replace(body);

    internal static void Replace(this MethodDefinition method, Action<ILProcessor> body)
    {
        method.Body = new MethodBody(method) { InitLocals = true };
        method.DebugInformation.SequencePoints.Clear();
        method.DebugInformation.Scope = null;
        body(method.Body.GetILProcessor());
    }

    internal static MethodReference Method(this ILProcessor il, string type, string name) => il.Body.Method.Module.Method(type, name);

    internal static FieldReference Field(this ILProcessor il, string type, string name) => il.Body.Method.Module.Field(type, name);

    internal static TypeReference Type(this ILProcessor il, string name) => il.Body.Method.Module.Type(name);

    internal static void Emit(this ILProcessor il, params OpCode[] codes)
    {
        foreach (OpCode code in codes)
            il.Emit(code);
    }

    /// <summary>A type of the class library as the assembly refers to it.</summary>
    internal static TypeReference Framework(this ModuleDefinition module, string space, string name, bool isValueType = false) =>
        new(space, name, module, module.AssemblyReferences.Single(item => item.Name == "System.Runtime")) { IsValueType = isValueType };

    internal static VariableDefinition Local(this ILProcessor il, TypeReference type)
    {
        VariableDefinition variable = new(type);
        il.Body.Variables.Add(variable);
        return variable;
    }

    /// <summary>Names something for as long as it is used.</summary>
    internal static void Let<T>(this T subject, Action<T> use) => use(subject);
}
