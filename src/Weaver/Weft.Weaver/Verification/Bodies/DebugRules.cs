using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>What debuggers read must lead to instructions of the body: Cecil writes the place of an instruction that was removed without a word.</summary>
internal static class DebugRules
{
    /// <summary>No body is as long: an offset beyond it tells that the instruction behind it was given one here.</summary>
    private const int Shift = 1 << 30;

    internal static void Check(MethodContext context)
    {
        if (!context.Method.Module.HasSymbols || context.Method.DebugInformation is not { } information)
            return;
        BodyLayout layout = context.Layout;
        // Scopes and sequence points tell offsets alone, and those of the instructions that they hold.
        for (int index = 0; index < layout.Count; index++)
            layout.Instructions[index].Offset = Shift + layout.OffsetOf(index);
        try
        {
            foreach (SequencePoint point in information.SequencePoints)
            {
                if (!IsInBody(point.Offset))
                    Report(context, $"the sequence point of line {point.StartLine} belongs to an instruction that is not in the body");
            }
            if (information.Scope is { } scope)
                CheckScope(context, scope);
            foreach (CustomDebugInformation custom in information.CustomDebugInformations)
                CheckStateMachine(context, custom);
        }
        finally
        {
            // Of an instruction that stands in the body twice, the first place counts.
            for (int index = layout.Count - 1; index >= 0; index--)
                layout.Instructions[index].Offset = layout.OffsetOf(index);
        }
    }

    private static void CheckScope(MethodContext context, ScopeDebugInformation scope)
    {
        if (scope.Start.IsEndOfMethod || !IsInBody(scope.Start.Offset))
            Report(context, "a scope of local variables begins at an instruction that is not in the body");
        else if (!scope.End.IsEndOfMethod && !IsInBody(scope.End.Offset))
            Report(context, "a scope of local variables ends at an instruction that is not in the body");
        else if (!scope.End.IsEndOfMethod && scope.End.Offset < scope.Start.Offset)
            Report(context, "a scope of local variables ends before it begins");
        foreach (VariableDebugInformation variable in scope.Variables)
        {
            if (variable.Index < 0 || variable.Index >= context.Locals.Length)
                Report(context, $"the name {variable.Name} belongs to a local variable that the body does not have");
        }
        foreach (ScopeDebugInformation inner in scope.Scopes)
            CheckScope(context, inner);
    }

    private static void CheckStateMachine(MethodContext context, CustomDebugInformation information)
    {
        IEnumerable<InstructionOffset> places = information switch
        {
            AsyncMethodBodyDebugInformation body => [body.CatchHandler, .. body.Yields, .. body.Resumes],
            StateMachineScopeDebugInformation hoisted => hoisted.Scopes.Select(item => item.Start).Concat(hoisted.Scopes.Select(item => item.End)),
            _ => [],
        };
        // No catch handler is written as -1.
        if (places.Any(place => !place.IsEndOfMethod && place.Offset >= 0 && !IsInBody(place.Offset)))
            Report(context, "what debuggers read of the state machine names an instruction that is not in the body");
    }

    private static bool IsInBody(int offset) => offset >= Shift;

    private static void Report(MethodContext context, string text) => context.Sink.Add(Codes.DebugScope, context.Method, text);
}
