using Polly;
using Polly.CircuitBreaker;
using Polly.Fallback;
using Polly.Retry;

namespace Weft.Corpus.Packages.Workloads;

/// <summary>Retry, circuit breaker and fallback, nested.</summary>
internal static class PollyWorkload
{
    public static async Task Run(TextWriter output)
    {
        int calls = 0;
        ResiliencePipeline<string> pipeline = new ResiliencePipelineBuilder<string>()
            .AddFallback(new FallbackStrategyOptions<string>
            {
                ShouldHandle = new PredicateBuilder<string>().Handle<BrokenCircuitException>().Handle<TimeoutException>(),
                FallbackAction = arguments => Outcome.FromResultAsValueTask($"fallback for {arguments.Outcome.Exception!.GetType().Name}"),
            })
            .AddRetry(new RetryStrategyOptions<string>
            {
                ShouldHandle = new PredicateBuilder<string>().Handle<TimeoutException>().HandleResult("again"),
                MaxRetryAttempts = 3,
                Delay = TimeSpan.Zero,
                OnRetry = arguments =>
                {
                    output.WriteLine($"retry {arguments.AttemptNumber}: {arguments.Outcome.Exception?.Message ?? arguments.Outcome.Result}");
                    return default;
                },
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<string> { FailureRatio = 1, MinimumThroughput = 6, BreakDuration = TimeSpan.FromMinutes(5) })
            .Build();
        for (int round = 0; round < 4; round++)
        {
            string result = await pipeline.ExecuteAsync(_ => ++calls switch
            {
                1 => throw new TimeoutException("first"),
                2 => ValueTask.FromResult("again"),
                3 => ValueTask.FromResult("third time"),
                _ => throw new TimeoutException("for ever"),
            });
            await output.WriteLineAsync($"{result} after {calls}");
        }
        PolicyResult<int> old = await Policy<int>.Handle<InvalidOperationException>().RetryAsync(2).ExecuteAndCaptureAsync(() => throw new InvalidOperationException("old"));
        await output.WriteLineAsync($"{old.Outcome} {old.FinalException.Message} {old.ExceptionType}");
    }
}
