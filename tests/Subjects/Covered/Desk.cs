namespace Covered;

/// <summary>Shared state with a semaphore beside it, and a value that each node has for itself.</summary>
public sealed class Desk
{
    private static readonly List<string> s_papers = [];
    private static readonly Trays s_trays = [];
    private static readonly System.Text.StringBuilder s_notes = new();
    private static readonly SemaphoreSlim s_turn = new(1, 1);

    public static async Task PutAsync(string paper)
    {
        await s_turn.WaitAsync();
        try
        {
            s_papers.Add(paper);
            s_trays.Add(paper);
            s_notes.Append(paper);
        }
        finally
        {
            s_turn.Release();
        }
    }

    private sealed class Trays : System.Collections.ObjectModel.Collection<string>;
}
