using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>Goes through the code of one method as the JIT would, with types in the place of values.</summary>
internal sealed class BodyVerifier
{
    private const string UnsafeAccessor = "System.Runtime.CompilerServices.UnsafeAccessorAttribute";

    private readonly MethodContext _context;
    private readonly BodyLayout _layout;
    private readonly RegionTree _regions;
    private readonly StackMachine _machine;
    private readonly RegionRules _flow;
    private readonly InstructionRules _rules;
    private readonly Frame?[] _entries;
    private readonly bool[] _waiting;
    private readonly Queue<int> _work = new();

    private BodyVerifier(MethodContext context, RegionTree regions)
    {
        _context = context;
        _layout = context.Layout;
        _regions = regions;
        _machine = new(context);
        _flow = new(_machine, regions);
        _rules = new(_machine, _flow);
        _entries = new Frame?[_layout.Count];
        _waiting = new bool[_layout.Count];
    }

    internal static void Verify(MethodContext context)
    {
        BodyLayout layout = context.Layout;
        if (layout.Count == 0)
        {
            // The runtime gives these their body.
            if (!context.Method.HasAttribute(UnsafeAccessor))
                context.Sink.Add(Codes.StackShape, context.Method, "the body has no instructions");
            return;
        }
        LocalRules.CheckTypes(context);
        DebugRules.Check(context);
        if (!BranchRules.Check(context))
            return;
        RegionTree? regions = RegionTree.Of(context.Method.Body, layout, text => context.Sink.Add(Codes.ExceptionRegion, context.Method, text));
        if (regions is not null)
            new BodyVerifier(context, regions).Run();
    }

    private void Run()
    {
        Reach(0, new([], !_context.InitializesThis));
        while (_work.Count > 0)
        {
            int index = _work.Dequeue();
            _waiting[index] = false;
            Follow(index);
        }
    }

    /// <summary>Goes on from a place until code ends or comes to a place that several paths lead to.</summary>
    private void Follow(int index)
    {
        _machine.Load(_entries[index]!);
        while (true)
        {
            _machine.Index = index;
            Instruction instruction = _layout.Instructions[index];
            Flow flow = _rules.Step(instruction);
            switch (instruction.Operand)
            {
                case Instruction target when instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch:
                    Branch(index, target);
                    break;
                case Instruction[] targets:
                    foreach (Instruction target in targets)
                        Branch(index, target);
                    break;
            }
            if (flow == Flow.Ends)
                return;
            if (index + 1 == _layout.Count)
            {
                _machine.Report(Codes.StackShape, "code goes on behind the last instruction");
                return;
            }
            if (!_flow.FallInto(index + 1))
                return;
            index++;
            if (_entries[index] is null && !_flow.IsTarget(index))
                continue;
            Reach(index, _machine.Save());
            return;
        }
    }

    private void Branch(int from, Instruction target)
    {
        int to = _layout.IndexOf(target);
        bool leaves = _layout.Instructions[from].OpCode.Code is Code.Leave or Code.Leave_S;
        if (!(leaves ? _flow.Leave(from, to) : _flow.Jump(from, to)))
            return;
        Reach(to, leaves ? new([], _machine.ThisIsInitialized) : _machine.Save());
    }

    private void Reach(int index, Frame frame)
    {
        Frame? known = _entries[index];
        if (known is not null)
        {
            if (known.Stack.Length != frame.Stack.Length)
            {
                Complain(index, Codes.MergeMismatch, $"one path comes here with {known.Stack.Length} values on the stack and another with {frame.Stack.Length}");
                return;
            }
            frame = FrameMerge.Merge(known, frame, _context.Relations, text => Complain(index, Codes.MergeMismatch, text));
            if (frame == known)
                return;
        }
        _entries[index] = frame;
        if (!_waiting[index])
        {
            _waiting[index] = true;
            _work.Enqueue(index);
        }
        ReachHandlers(index, frame);
    }

    /// <summary>Whoever enters a protected block may come into its handlers.</summary>
    private void ReachHandlers(int index, Frame frame)
    {
        foreach (Region region in _regions.Regions)
        {
            if (region.Kind != RegionKind.Try && region.Protected!.Start == index)
                Reach(region.Start, new(_flow.HandlerEntry(region), frame.ThisIsInitialized));
        }
    }

    private void Complain(int index, string code, string text) =>
        _context.Sink.Add(code, _context.Method, _layout.Instructions[index], _layout.OffsetOf(index), text);
}

/// <summary>Whether code goes on behind an instruction.</summary>
internal enum Flow
{
    /// <summary>With the next one.</summary>
    GoesOn,

    /// <summary>Not, or elsewhere alone.</summary>
    Ends,
}
