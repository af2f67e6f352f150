using Mono.Cecil;
using Weft.Corpus.Gates;
using Weft.Weaver;
using Weft.Weaver.Diagnostics;

namespace Weft.Corpus.Weaving;

/// <summary>
/// Plans a set with all its types until nothing is refused any more: after each round it does what the messages name as remedy, for the very members
/// that were refused and for no others. So as much is woven as the author of such a configuration could have.
/// </summary>
internal static class Settling
{
    private const int MostRounds = 20;

    /// <summary>Plans until there is a plan without errors.</summary>
    public static Settled Settle(WeaveRequest request, Action<string> log, CancellationToken cancellation)
    {
        Concessions concessions = new();
        List<Refusal> refusals = [];
        for (int round = 1; round <= MostRounds; round++)
        {
            WeavePlanResult result = WeaverEngine.Plan(request with { Concessions = concessions }, cancellationToken: cancellation);
            if (result.Success)
                return new(concessions, refusals, result.Diagnostics, PlanNumbers.Of(result.Plan!), SharedFields.Of(result.Plan!), round);
            Diagnostic[] errors = [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error)];
            Refusal[] conceded = [.. errors.Where(error => Concede(error, concessions)).Select(error => new Refusal(error.Code, AssemblyOf(error.Subject!), error.ToString()))];
            log($"round {round}: {errors.Length} refusals, {conceded.Length} members conceded");
            if (conceded.Length == 0)
                throw new UnsettledException(errors);
            refusals.AddRange(conceded);
        }
        throw new InvalidOperationException($"The plan did not settle in {MostRounds} rounds.");
    }

    /// <summary>Whether there is something new to concede for an error.</summary>
    private static bool Concede(Diagnostic error, Concessions concessions) => (error.Code, error.Subject) switch
    {
        (Codes.LockInGenericClass or Codes.SynchronizedMethod, { } locked) => concessions.KeepLocal(locked),
        (Codes.MemberNotWoven, MethodDefinition caller) => concessions.KeepCallsOf(caller),
        (_, FieldDefinition field) => concessions.LeaveOut(field),
        (_, TypeDefinition type) => concessions.Exclude(type),
        _ => false,
    };

    private static string AssemblyOf(IMemberDefinition member) => (member as TypeDefinition ?? member.DeclaringType).Module.Assembly.Name.Name;
}
