namespace Weft.Build.Tests;

/// <summary>A team runs its own tests on what was woven: a project of NUnit that refers to a woven library and is woven itself.</summary>
public sealed class TestProjectTests
{
    private const string Tests = """
        using Lib;
        using NUnit.Framework;
        namespace Lib.Tests;
        public class Special : Account { public int Extra = 1; }
        public sealed class AccountTests
        {
            [Test]
            public void Deposits_add_up()
            {
                Special account = new();
                account.Deposit(2);
                account.Balance += account.Extra;
                Assert.That(account.Balance, Is.EqualTo(3));
            }

            [Test]
            public void Is_woven() => Assert.That(System.Reflection.CustomAttributeExtensions.GetCustomAttributes<System.Reflection.AssemblyMetadataAttribute>(typeof(Account).Assembly), Has.Some.Property("Key").EqualTo("Weft.Woven"));
        }
        """;

    [Test]
    public void The_tests_of_a_woven_library_pass()
    {
        using Solution solution = new("tests");
        solution.Project("Lib").Write("Lib/Lib.cs", Sources.Library);
        solution.Project("Lib.Tests", "<IsTestProject>true</IsTestProject>", Solution.Package + $"""
            <PackageReference Include="Microsoft.NET.Test.Sdk" Version="{Repository.Value("TestSdk")}" />
            <PackageReference Include="NUnit" Version="{Repository.Value("NUnit")}" />
            <PackageReference Include="NUnit3TestAdapter" Version="{Repository.Value("Adapter")}" />
            <ProjectReference Include="../Lib/Lib.csproj" />
            """).Write("Lib.Tests/AccountTests.cs", Tests);
        solution.Write("weft.yaml", Sources.Configuration + Sources.Include);
        Outcome outcome = Command.Dotnet(solution["Lib.Tests"], "test", "-nologo");
        Assert.That(outcome.Text, Does.Match(@"Passed:\s+2"));
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Text);
        Assert.That(solution.IsWoven("Lib.Tests/bin/Debug/net10.0/Lib.Tests.dll"), Is.True);
    }
}
