using Weft.Cli.Tests;

namespace Weft.Hosting.Tests;

/// <summary>An ASP.NET Core application with Weft.Hosting, in a process of its own.</summary>
internal sealed class HostedServer : IDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly Running _process;
    private readonly Uri? _address;

    private HostedServer(Running process, bool starts)
    {
        _process = process;
        if (starts)
            _address = new Uri(process.Await("listening on ")["listening on ".Length..].Trim());
    }

    internal string Output => _process.Output;

    internal string Errors => _process.Errors;

    /// <summary>Starts a server and waits until it takes requests.</summary>
    internal static HostedServer Start(string folder, string[] arguments, params (string Name, string Value)[] environment) => new(Launch(folder, arguments, environment), starts: true);

    /// <summary>Starts a server that ends by itself.</summary>
    internal static Finished RunToEnd(string folder, string[] arguments, params (string Name, string Value)[] environment)
    {
        using Running process = Launch(folder, arguments, environment);
        return process.End();
    }

    internal string Get(string path) => Send(HttpMethod.Get, path).Text;

    internal string Post(string path) => Send(HttpMethod.Post, path).Text;

    internal (int Status, string Text) Send(HttpMethod method, string path)
    {
        using HttpRequestMessage request = new(method, new Uri(_address!, path));
        using HttpResponseMessage response = Http.Send(request);
        using StreamReader text = new(response.Content.ReadAsStream());
        return ((int)response.StatusCode, text.ReadToEnd());
    }

    internal string GetUntil(string path, Func<string, bool> fits)
    {
        DateTime deadline = DateTime.UtcNow.AddSeconds(60);
        while (true)
        {
            string text = Get(path);
            if (fits(text))
                return text;
            Assert.That(DateTime.UtcNow, Is.LessThan(deadline), $"{path} still answers '{text}'\n{_process.Output}\n{_process.Errors}");
            Thread.Sleep(10);
        }
    }

    /// <summary>Asks it to end, and waits for that.</summary>
    internal Finished Stop()
    {
        _process.Signal(Running.SigTerm);
        return _process.End();
    }

    public void Dispose() => _process.Dispose();

    private static Running Launch(string folder, string[] arguments, (string Name, string Value)[] environment) =>
        new(Path.Combine(folder, "Hosted.dll"), ["--urls", "http://127.0.0.1:0", .. arguments], environment);
}
