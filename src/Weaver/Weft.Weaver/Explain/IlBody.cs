using System.Globalization;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Explain;

/// <summary>The instructions of one body as lines. Short and long forms of an opcode give the same line.</summary>
internal sealed class IlBody
{
    private readonly MethodBody _body;
    private readonly Dictionary<Instruction, string> _labels = [];
    private readonly Dictionary<Instruction, int> _order = [];
    private readonly List<Block> _blocks = [];

    internal IlBody(MethodBody body)
    {
        _body = body;
        foreach (Instruction instruction in body.Instructions)
            _order.Add(instruction, _order.Count);
        HashSet<Instruction> targets = [.. body.Instructions.SelectMany(Targets)];
        foreach (Instruction instruction in body.Instructions.Where(targets.Contains))
            _labels.Add(instruction, "L" + _labels.Count.ToString(CultureInfo.InvariantCulture));
        AddBlocks();
    }

    /// <summary>A block of an exception region, by the positions of its instructions.</summary>
    private sealed record Block(int Start, int End, string Heading, int Rank);

    internal IEnumerable<string> Lines()
    {
        int depth = 1;
        for (int at = 0; at <= _body.Instructions.Count; at++)
        {
            foreach (Block _ in _blocks.Where(block => block.End == at && block.Start < at))
                yield return new string(' ', 2 * --depth) + "}";
            foreach (Block block in _blocks.Where(block => block.Start == at && block.End > at).OrderByDescending(block => block.End).ThenBy(block => block.Rank))
                yield return new string(' ', 2 * ++depth - 2) + block.Heading + " {";
            if (at < _body.Instructions.Count)
                yield return new string(' ', 2 * depth) + Line(_body.Instructions[at]);
        }
    }

    private void AddBlocks()
    {
        HashSet<(int, int)> tries = [];
        foreach (ExceptionHandler handler in _body.ExceptionHandlers)
        {
            (int Start, int End) guarded = (_order[handler.TryStart], Position(handler.TryEnd));
            if (tries.Add(guarded))
                _blocks.Add(new(guarded.Start, guarded.End, ".try", _blocks.Count));
            if (handler.FilterStart is not null)
                _blocks.Add(new(_order[handler.FilterStart], _order[handler.HandlerStart], "filter", _blocks.Count));
            string heading = handler.HandlerType switch
            {
                ExceptionHandlerType.Catch => "catch " + IlNames.Of(handler.CatchType),
                ExceptionHandlerType.Filter => "catch",
                ExceptionHandlerType.Finally => "finally",
                _ => "fault",
            };
            _blocks.Add(new(_order[handler.HandlerStart], Position(handler.HandlerEnd), heading, _blocks.Count));
        }
    }

    private int Position(Instruction? end) => end is null ? _body.Instructions.Count : _order[end];

    private static IEnumerable<Instruction> Targets(Instruction instruction) => instruction.Operand switch
    {
        Instruction target => [target],
        Instruction[] targets => targets,
        _ => [],
    };

    private string Line(Instruction instruction)
    {
        string label = _labels.TryGetValue(instruction, out string? name) ? name + ": " : "";
        return label + Text(instruction);
    }

    /// <summary>An instruction without its label.</summary>
    internal string Text(Instruction instruction)
    {
        (string opcode, string? operand) = Normal(instruction);
        return operand is null ? opcode : $"{opcode} {operand}";
    }

    /// <summary>An opcode in its long form, and its operand.</summary>
    private (string Opcode, string? Operand) Normal(Instruction instruction)
    {
        Code code = instruction.OpCode.Code;
        switch (code)
        {
            case >= Code.Ldarg_0 and <= Code.Ldarg_3:
                return ("ldarg", Argument(code - Code.Ldarg_0));
            case >= Code.Ldloc_0 and <= Code.Ldloc_3:
                return ("ldloc", Local(code - Code.Ldloc_0));
            case >= Code.Stloc_0 and <= Code.Stloc_3:
                return ("stloc", Local(code - Code.Stloc_0));
            case >= Code.Ldc_I4_M1 and <= Code.Ldc_I4_8:
                return ("ldc.i4", (code - Code.Ldc_I4_0).ToString(CultureInfo.InvariantCulture));
        }
        string opcode = instruction.OpCode.Name;
        if (opcode.EndsWith(".s", StringComparison.Ordinal))
            opcode = opcode.Substring(0, opcode.Length - 2);
        return (opcode, instruction.Operand is null ? null : Operand(instruction.Operand));
    }

    private string Operand(object operand) => operand switch
    {
        Instruction target => Label(target),
        Instruction[] targets => $"({string.Join(", ", targets.Select(Label))})",
        VariableDefinition local => Local(local.Index),
        ParameterDefinition parameter => parameter == _body.ThisParameter ? "this" : parameter.Name is { Length: > 0 } name ? name : Argument(parameter.Index + (_body.Method.HasThis ? 1 : 0)),
        TypeReference type => IlNames.Of(type),
        FieldReference field => IlNames.Of(field),
        MethodReference method => IlNames.Of(method),
        CallSite site => IlNames.Of(site),
        _ => IlPrinter.Literal(operand),
    };

    /// <summary>The label of a target; one that is no longer in the body has none, and the text says so.</summary>
    private string Label(Instruction target) => _labels.TryGetValue(target, out string? label) ? label : "outside";

    private string Argument(int index)
    {
        if (_body.Method.HasThis)
            index--;
        if (index < 0)
            return "this";
        return index < _body.Method.Parameters.Count && _body.Method.Parameters[index].Name is { Length: > 0 } name ? name : "A_" + index.ToString(CultureInfo.InvariantCulture);
    }

    private static string Local(int index) => "V_" + index.ToString(CultureInfo.InvariantCulture);
}
