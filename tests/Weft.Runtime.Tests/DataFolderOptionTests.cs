using Weft.Runtime.Session;

namespace Weft.Runtime.Tests;

/// <summary>Where an embedded hub of this node keeps its data, as said in several places.</summary>
public sealed class DataFolderOptionTests
{
    private static readonly ClusterSettings s_host = ClusterSettings.From([new("Data", "of the host")], "the section");
    private static readonly ClusterSettings s_commandLine = ClusterSettings.From([new("data", "of the command line")], "the command line");

    private static string? Read(string file, string? variable, ClusterSettings? host, ClusterSettings? commandLine) =>
        ClusterOptions.From(file, name => name == "WEFT_DATA" ? variable : null, host, commandLine).Data;

    [Test]
    public void The_command_line_wins_over_the_variable_that_over_the_host_and_that_over_the_file()
    {
        const string File = "hub=embedded\ndata=of the file";
        Assert.Multiple(() =>
        {
            Assert.That(Read(File, "of the variable", s_host, s_commandLine), Is.EqualTo("of the command line"));
            Assert.That(Read(File, "of the variable", s_host, null), Is.EqualTo("of the variable"));
            Assert.That(Read(File, " ", s_host, null), Is.EqualTo("of the host"));
            Assert.That(Read(File, null, null, null), Is.EqualTo("of the file"));
            Assert.That(Read("hub=embedded", null, null, null), Is.Null, "then it is kept in memory");
        });
    }
}
