namespace Accepted;

/// <summary>Asynchronous methods whose state machines load and store shared fields across awaits.</summary>
public sealed class AsyncMethods : Construct
{
    private int _number;
    private Size _size;
    private string _log = "";

    public override string Act() => RunAsync().GetAwaiter().GetResult() + " " + Quick().AsTask().GetAwaiter().GetResult();

    public override string Show() => $"{_number} {_size.Width}x{_size.Height} {_log}";

    private async Task<string> RunAsync()
    {
        _number = 1;
        _number += await AddAsync(4);
        _size.Width = await AddAsync(_number);
        try
        {
            await FailAsync();
        }
        catch (InvalidOperationException e)
        {
            _log += e.Message;
            await Task.Yield();
        }
        finally
        {
            _size.Height += await AddAsync(1);
        }
        return $"{_number} {_size.Width}";
    }

    private async Task<int> AddAsync(int more)
    {
        await Task.Yield();
        _number += more;
        return _number;
    }

    private async Task FailAsync()
    {
        _log += "failing ";
        await Task.Delay(1);
        throw new InvalidOperationException("failed");
    }

    private async ValueTask<int> Quick() => _number += 100;
}
