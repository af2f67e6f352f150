using System.Runtime.InteropServices;

namespace Weft.Build.Tests;

/// <summary>What is made of the woven assembly behind the build: precompiled, trimmed, in one file, in a package.</summary>
public sealed class PublishTests
{
    private Solution _solution = null!;

    [OneTimeSetUp]
    public void Make() => _solution = new Solution("publish", online: true).Project("App", "<OutputType>Exe</OutputType>")
        .Write("App/Program.cs", Sources.Library.Replace("namespace Lib", "namespace App", StringComparison.Ordinal) + "\n" + Main)
        .Write("App/weft.yaml", Sources.Configuration);

    private const string Main = """
        namespace App
        {
            public static class Program
            {
                private static Bank s_bank = new Bank();
                public static void Main()
                {
                    lock (s_bank)
                    {
                        if (!s_bank.Accounts.TryGetValue("a", out Account account))
                            s_bank.Accounts["a"] = account = new Account();
                        account.Deposit(5);
                        Console.WriteLine("balance " + account.Balance);
                    }
                }
            }
        }
        """;

    [OneTimeTearDown]
    public void Remove() => _solution.Dispose();

    [Test]
    public void Precompiled_and_in_one_file_it_hosts_its_hub()
    {
        Publish("-p:PublishReadyToRun=true", "-p:PublishSingleFile=true", "--self-contained", "false");
        Assert.That(File.Exists(_solution["published/App.dll"]), Is.False);
        Assert.That(Start(("WEFT_HUB", "embedded://127.0.0.1:" + Ports.Free())), Does.Contain("balance 5").And.Contain("joined"));
        Assert.That(Directory.GetDirectories(_solution["published/weft-hub/runtimes"]).Select(Path.GetFileName), Is.EqualTo((string[])[RuntimeInformation.RuntimeIdentifier]), "SQLite for this platform alone");
        foreach (int balance in (int[])[5, 10])
            Assert.That(Start(("WEFT_HUB", "embedded://127.0.0.1:" + Ports.Free()), ("WEFT_DATA", _solution["data"])), Does.Contain($"balance {balance}"));
        Assert.That(Start(), Is.EqualTo("balance 5"));
    }

    [Test]
    public void Trimmed_it_keeps_what_the_runtime_finds_by_name()
    {
        Publish("-p:PublishTrimmed=true", "--self-contained", "true");
        Assert.That(_solution.IsWoven("published/App.dll"), Is.True);
        Assert.That(Start(), Is.EqualTo("balance 5"));
    }

    private void Publish(params string[] options)
    {
        if (Directory.Exists(_solution["published"]))
            Directory.Delete(_solution["published"], recursive: true);
        _solution.Succeed("App", "publish", ["-r", RuntimeInformation.RuntimeIdentifier, "-o", _solution["published"], .. options]);
    }

    private string Start(params (string Name, string Value)[] environment)
    {
        Outcome outcome = Command.Run(_solution.Folder, _solution["published/App"], environment.ToDictionary(item => item.Name, item => item.Value));
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Text);
        return outcome.Text.Trim();
    }
}
