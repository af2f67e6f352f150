using Mono.Cecil.Cil;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>The blocks of a body's exception handlers, and which of them each instruction is in.</summary>
internal sealed class RegionTree
{
    private readonly Region[]? _innermost;

    private RegionTree(BodyLayout layout, List<Region> regions)
    {
        Regions = regions;
        Body = new(RegionKind.Body, 0, layout.Count, null);
        if (regions.Count == 0)
            return;
        _innermost = new Region[layout.Count];
        for (int index = 0; index < _innermost.Length; index++)
            _innermost[index] = Body;
        // Larger ones first, so that smaller ones paint over them.
        foreach (Region region in regions.OrderByDescending(item => item.End - item.Start))
        {
            region.Parent = _innermost[region.Start];
            for (int index = region.Start; index < region.End; index++)
                _innermost[index] = region;
        }
    }

    internal Region Body { get; }

    internal IReadOnlyList<Region> Regions { get; }

    internal Region At(int index) => _innermost is null ? Body : _innermost[index];

    /// <summary>Makes the tree; what is wrong with the handlers goes to <paramref name="complain"/>.</summary>
    /// <returns>Null where the handlers are not nested, so that nothing can be said about their blocks.</returns>
    internal static RegionTree? Of(MethodBody body, BodyLayout layout, Action<string> complain)
    {
        List<Region> regions = [];
        if (!body.HasExceptionHandlers)
            return new(layout, regions);
        bool sound = true;
        foreach (ExceptionHandler handler in body.ExceptionHandlers)
            sound &= AddBlocks(handler, layout, regions, complain);
        if (!sound)
            return null;
        for (int index = 0; index < regions.Count; index++)
        {
            for (int other = index + 1; other < regions.Count; other++)
                sound &= AreNested(regions[index], regions[other], complain);
        }
        return sound && AreInnerFirst(body, layout, complain) ? new(layout, regions) : null;
    }

    private static bool AddBlocks(ExceptionHandler handler, BodyLayout layout, List<Region> regions, Action<string> complain)
    {
        bool filtered = handler.HandlerType == ExceptionHandlerType.Filter;
        Region tried = new(RegionKind.Try, layout.IndexOf(handler.TryStart), layout.EndIndexOf(handler.TryEnd), handler);
        Region handling = new(KindOf(handler.HandlerType), layout.IndexOf(handler.HandlerStart), layout.EndIndexOf(handler.HandlerEnd), handler);
        if (!IsBlock(tried, "protected", complain) || !IsBlock(handling, "handling", complain))
            return false;
        Region? same = regions.FirstOrDefault(item => item.Kind == RegionKind.Try && item.Start == tried.Start && item.End == tried.End);
        if (same is null)
            regions.Add(tried);
        handling.Protected = same ?? tried;
        regions.Add(handling);
        if (!filtered)
            return true;
        Region filter = new(RegionKind.Filter, layout.IndexOf(handler.FilterStart), handling.Start, handler) { Protected = same ?? tried };
        regions.Add(filter);
        return IsBlock(filter, "filter", complain);
    }

    private static RegionKind KindOf(ExceptionHandlerType type) => type switch
    {
        ExceptionHandlerType.Catch => RegionKind.Catch,
        ExceptionHandlerType.Filter => RegionKind.FilterHandler,
        ExceptionHandlerType.Finally => RegionKind.Finally,
        _ => RegionKind.Fault,
    };

    private static bool IsBlock(Region region, string which, Action<string> complain)
    {
        if (region.Start < 0 || region.End < 0)
            complain($"the {which} block of an exception handler begins or ends at an instruction that is not in the body");
        else if (region.Start >= region.End)
            complain($"the {which} block of an exception handler is empty or ends before it begins");
        else
            return true;
        return false;
    }

    private static bool AreNested(Region left, Region right, Action<string> complain)
    {
        bool handlerAndItsBlock = left.Protected == right || right.Protected == left || (left.Handler == right.Handler && left.Kind != RegionKind.Try && right.Kind != RegionKind.Try);
        bool identical = left.Start == right.Start && left.End == right.End;
        bool sound = left.IsApart(right) || (!handlerAndItsBlock && !(identical && left.Kind != RegionKind.Try && right.Kind != RegionKind.Try) && (left.Holds(right) || right.Holds(left)));
        if (!sound)
            complain($"the {left.Kind} and {right.Kind} blocks of exception handlers overlap");
        return sound;
    }

    /// <summary>The runtime takes the first handler that fits, so those of inner blocks must come first.</summary>
    private static bool AreInnerFirst(MethodBody body, BodyLayout layout, Action<string> complain)
    {
        for (int index = 0; index < body.ExceptionHandlers.Count; index++)
        {
            (int start, int end) = Extent(body.ExceptionHandlers[index], layout);
            for (int other = index + 1; other < body.ExceptionHandlers.Count; other++)
            {
                (int innerStart, int innerEnd) = Extent(body.ExceptionHandlers[other], layout);
                if (start <= innerStart && innerEnd <= end && (start != innerStart || end != innerEnd))
                {
                    complain("the exception handler of an inner block comes after that of the block round it");
                    return false;
                }
            }
        }
        return true;
    }

    private static (int Start, int End) Extent(ExceptionHandler handler, BodyLayout layout) => (layout.IndexOf(handler.TryStart), layout.EndIndexOf(handler.TryEnd));
}
