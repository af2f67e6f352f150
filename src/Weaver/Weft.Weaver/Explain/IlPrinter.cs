using System.Globalization;
using System.Text;
using Mono.Cecil;

namespace Weft.Weaver.Explain;

/// <summary>
/// Prints IL in a normal form that is the same for every build of the same code: long opcodes, labels instead of offsets and only where something branches to,
/// short names, exception regions as blocks. For <c>explain --diff</c> and for texts that tests compare.
/// </summary>
public static class IlPrinter
{
    /// <summary>The text of a method: its signature, locals and instructions.</summary>
    public static string Print(MethodDefinition method) => string.Join("\n", Lines(method)) + "\n";

    /// <summary>The text of a class: fields, then methods, in metadata order.</summary>
    public static string Print(TypeDefinition type)
    {
        StringBuilder text = new();
        text.Append(".class ").Append(Attributes(type)).Append(IlNames.Of(type)).Append('\n');
        foreach (InterfaceImplementation implementation in type.Interfaces)
            text.Append("  implements ").Append(IlNames.Of(implementation.InterfaceType)).Append('\n');
        foreach (FieldDefinition field in type.Fields)
            text.Append("  ").Append(Signature(field)).Append('\n');
        foreach (MethodDefinition method in type.Methods)
        {
            text.Append('\n');
            foreach (string line in Lines(method))
                text.Append("  ").Append(line).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>The lines of a method's text.</summary>
    public static IReadOnlyList<string> Lines(MethodDefinition method)
    {
        List<string> lines = [Signature(method)];
        if (!method.HasBody)
            return lines;
        lines.Add("{");
        if (method.Body.Variables.Count > 0)
            lines.Add($"  .locals{(method.Body.InitLocals ? " init" : "")} ({string.Join(", ", method.Body.Variables.Select(local => $"{IlNames.Of(local.VariableType)} V_{local.Index}"))})");
        lines.AddRange(new IlBody(method.Body).Lines());
        lines.Add("}");
        return lines;
    }

    /// <summary>One instruction of a body, without the label that it may have.</summary>
    internal static string Line(Mono.Cecil.Cil.MethodBody body, Mono.Cecil.Cil.Instruction instruction) => new IlBody(body).Text(instruction);

    private static string Signature(MethodDefinition method)
    {
        string generic = method.HasGenericParameters ? $"<{string.Join(", ", method.GenericParameters.Select(parameter => parameter.Name))}>" : "";
        string parameters = string.Join(", ", method.Parameters.Select(parameter => $"{IlNames.Of(parameter.ParameterType)} {parameter.Name}"));
        return $".method {Attributes(method)}{IlNames.Of(method.ReturnType)} {IlNames.Of(method.DeclaringType)}::{method.Name}{generic}({parameters})";
    }

    private static string Signature(FieldDefinition field)
    {
        string access = (field.Attributes & FieldAttributes.FieldAccessMask) switch
        {
            FieldAttributes.Private => "private ",
            FieldAttributes.FamANDAssem => "famandassem ",
            FieldAttributes.Assembly => "assembly ",
            FieldAttributes.Family => "family ",
            FieldAttributes.FamORAssem => "famorassem ",
            FieldAttributes.Public => "public ",
            _ => "",
        };
        return $".field {access}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "initonly " : "")}{(field.IsNotSerialized ? "notserialized " : "")}{IlNames.Of(field.FieldType)} {field.Name}";
    }

    private static string Attributes(TypeDefinition type) =>
        $"{(type.IsPublic || type.IsNestedPublic ? "public " : "")}{(type.IsInterface ? "interface " : type.IsAbstract ? "abstract " : "")}{(type.IsSealed ? "sealed " : "")}{(type.IsValueType ? "value " : "")}";

    private static string Attributes(MethodDefinition method)
    {
        StringBuilder text = new();
        text.Append((method.Attributes & MethodAttributes.MemberAccessMask) switch
        {
            MethodAttributes.Private => "private ",
            MethodAttributes.FamANDAssem => "famandassem ",
            MethodAttributes.Assembly => "assembly ",
            MethodAttributes.Family => "family ",
            MethodAttributes.FamORAssem => "famorassem ",
            MethodAttributes.Public => "public ",
            _ => "",
        });
        Append(method.IsStatic, "static ");
        Append(method.IsAbstract, "abstract ");
        Append(method.IsVirtual && !method.IsAbstract, "virtual ");
        Append(method.IsFinal, "final ");
        Append(method.IsSynchronized, "synchronized ");
        Append(method.AggressiveInlining, "aggressiveinlining ");
        Append(method.NoInlining, "noinlining ");
        return text.ToString();

        void Append(bool holds, string word)
        {
            if (holds)
                text.Append(word);
        }
    }

    /// <summary>A string, number or other operand without names, as it stands in the text.</summary>
    internal static string Literal(object operand) => operand switch
    {
        string text => Quote(text),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => operand.ToString() ?? "",
    };

    private static string Quote(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' or > '~' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }
        return quoted.Append('"').ToString();
    }
}
