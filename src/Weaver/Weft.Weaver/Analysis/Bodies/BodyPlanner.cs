namespace Weft.Weaver.Analysis.Bodies;

/// <summary>Decides what becomes of each instruction.</summary>
public static class BodyPlanner
{
    /// <summary>Returns the plan with its bodies.</summary>
    public static WeavePlan Plan(WeavePlan plan, WeaveContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return plan;
    }
}
