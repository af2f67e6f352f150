namespace Weft.Build.Tests;

/// <summary>Warnings of the weaver obey what the project says of warnings.</summary>
public sealed class MessageTests
{
    [Test]
    public void Warnings_are_hidden_shown_or_errors_as_the_project_says()
    {
        using Solution solution = new("messages");
        solution.Project("App", "<OutputType>Exe</OutputType>")
            .Write("App/Program.cs", "namespace App; class Other { public object Secret = new(); } class Till { public int Total; } static class Program { static Till s_till = new(); static void Main() => s_till.Total++; }")
            .Write("App/weft.yaml", "version: 1\nroots:\n  - field: App.Program.s_till\n    name: till\ntransients:\n  - field: App.Other.Secret\n");
        string warning = solution["App/weft.yaml"] + "(6,5): {0} WEFT1507: ";

        Outcome outcome = solution.Succeed("App", "build", "-bl");
        Assert.That(outcome.Messages("warning").Single(), Does.StartWith(string.Format(null, warning, "warning")), outcome.Text);
        Assert.That(File.Exists(solution["App/msbuild.binlog"]), Is.True);

        foreach (string option in (string[])["-p:TreatWarningsAsErrors=true", "-p:WarningsAsErrors=WEFT1507", "-p:WarningsAsErrors=WEFT1507"])
        {
            outcome = solution.Run("App", "build", "--no-restore", option);
            Assert.That(outcome.ExitCode, Is.Not.Zero, outcome.Text);
            Assert.That(outcome.Messages("error").Single(), Does.StartWith(string.Format(null, warning, "error")), outcome.Text);
        }

        outcome = solution.Succeed("App", "build", "--no-restore", "-p:NoWarn=WEFT1507", "-p:TreatWarningsAsErrors=true");
        Assert.That(outcome.Messages("warning").Concat(outcome.Messages("error")), Is.Empty);
        Assert.That(solution.IsWoven("App/bin/Debug/net10.0/App.dll"), Is.True);
    }
}
