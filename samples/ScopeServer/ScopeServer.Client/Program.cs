using ScopeServer.Client;

Options options;
try
{
    options = Options.Parse(args);
}
catch (FormatException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    Console.Error.WriteLine(Options.Usage);
    return 2;
}
try
{
    using var limit = new CancellationTokenSource(options.Limit);
    var report = await new Traffic(options).RunAsync(limit.Token);
    report.Print(Console.Out);
    return report.Passed ? 0 : 1;
}
catch (Exception failure) when (failure is System.Net.WebSockets.WebSocketException or HttpRequestException or OperationCanceledException)
{
    Console.Error.WriteLine($"The check could not be finished: {failure.Message}");
    return 1;
}
