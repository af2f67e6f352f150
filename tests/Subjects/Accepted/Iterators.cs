namespace Accepted;

/// <summary>Iterators and asynchronous iterators that work on shared fields between their steps.</summary>
public sealed class Iterators : Construct
{
    private int _number = 1;
    private string _log = "";

    public override string Act() => string.Join(",", Steps(3)) + " " + CollectAsync().GetAwaiter().GetResult();

    public override string Show() => $"{_number} {_log}";

    private IEnumerable<int> Steps(int count)
    {
        try
        {
            for (int i = 0; i < count; i++)
                yield return _number *= 2;
        }
        finally
        {
            _log += "disposed";
        }
    }

    private async Task<int> CollectAsync()
    {
        int sum = 0;
        await foreach (int step in StepsAsync())
            sum += step;
        return sum;
    }

    private async IAsyncEnumerable<int> StepsAsync()
    {
        for (int i = 0; i < 3; i++)
        {
            await Task.Yield();
            yield return _number++;
        }
    }
}
