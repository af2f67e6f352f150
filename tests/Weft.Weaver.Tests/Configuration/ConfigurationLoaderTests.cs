using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Tests.Configuration;

public class ConfigurationLoaderTests
{
    [TestCase("version: 2\n", 1, 10, Codes.UnsupportedVersion)]
    [TestCase("root: []\nversion: 1\n", 1, 1, Codes.UnknownKey)]
    [TestCase("version: 1\nversion: 1\n", 2, 1, Codes.DuplicateKey)]
    [TestCase("version: 1\nroots: A.b\n", 2, 8, Codes.WrongShape)]
    [TestCase("version: 1\nroots:\n  - field: A.b\n    policy: last-wins\n", 4, 13, Codes.BadValue)]
    [TestCase("version: 1\nroots:\n  - name: a\n", 3, 5, Codes.MissingKey)]
    [TestCase("version: 1\ncluster:\n  hub-timeout: 30\n", 3, 16, Codes.BadValue)]
    [TestCase("version: 1\ncluster:\n  hub: localhost\n", 3, 8, Codes.BadValue)]
    [TestCase("version: 1\ncluster:\n  hub: tls://h:1\n", 3, 8, Codes.NotSupportedYet)]
    [TestCase("version: 1\nlocks:\n  - method: A.B\n    autolock: write\n    level: read\n", 3, 5, Codes.MissingKey)]
    [TestCase("version: 1\ncluster:\n  hub: tcp://a:1,tcp://b:1\n", 3, 8, Codes.NotSupportedYet)]
    [TestCase("version: 1\ninclude:\n  - 'A B'\n", 3, 5, Codes.BadPattern)]
    [TestCase("version: 1\nroots: [\n", 3, 1, Codes.ConfigurationSyntax)]
    [TestCase("include: []\n", 1, 1, Codes.MissingKey)]
    [TestCase("version: 1\nhonor-nonserialized: yes\n", 2, 22, Codes.BadValue)]
    public void An_error_has_its_code_and_place(string yaml, int line, int column, string code)
    {
        DiagnosticBag diagnostics = new();
        Assert.That(Parse(yaml, diagnostics), Is.Null);
        Diagnostic error = diagnostics.Sorted().Single();
        Assert.That((error.Code, error.Position), Is.EqualTo((code, new SourcePosition("weft.yaml", line, column))), error.ToString());
    }

    [TestCase("autolock: read", null, true, LockLevel.Read)]
    [TestCase("autolock: concurrent", null, true, LockLevel.Concurrent)]
    [TestCase("autolock: synchronous-write", null, true, LockLevel.SynchronousWrite)]
    [TestCase("named: c", "c Write", null, LockLevel.Write)]
    [TestCase("named: c\n    level: read", "c Read", null, LockLevel.Write)]
    [TestCase("named: c\n    level: concurrent\n    autolock: off", "c Concurrent", false, LockLevel.Write)]
    public void Locks_have_names_and_levels(string yaml, string? named, bool? enabled, LockLevel level)
    {
        DiagnosticBag diagnostics = new();
        AutolockRule rule = Parse($"version: 1\nlocks:\n  - method: A.B\n    {yaml}\n", diagnostics)!.Locks.Single();
        Assert.That((rule.Named is null ? null : $"{rule.Named.Name} {rule.Named.Level}", rule.Enabled, rule.Level), Is.EqualTo((named, enabled, level)));
    }

    [TestCase("on-change:\n  - field: A.b\n    call: C\n")]
    [TestCase("guards:\n  - method: A.B()\n")]
    [TestCase("node-local:\n  - type: A.B\n")]
    [TestCase("leave-on:\n  - method: A.B()\n")]
    [TestCase("roots:\n  - field: A.b\n    bind: C()\n")]
    [TestCase("transients:\n  - entry: A.b\n    keys: '*'\n", 2)]
    public void What_is_not_built_yet_is_refused(string yaml, int errors = 1)
    {
        DiagnosticBag diagnostics = new();
        Assert.That(Parse("version: 1\n" + yaml, diagnostics), Is.Null);
        Assert.That(diagnostics.Sorted().Select(item => item.Code), Is.EqualTo(Enumerable.Repeat(Codes.NotSupportedYet, errors)));
    }

    [TestCase("type: A.B\n    as: list", "A.B List")]
    [TestCase("type: A.B`2, Lib\n    as: dictionary", "A.B`2, Lib Dictionary")]
    public void Collections_have_a_type_and_a_shape(string yaml, string expected)
    {
        CollectionRule rule = Parse($"version: 1\ncollections:\n  - {yaml}\n", new())!.Collections.Single();
        Assert.That($"{rule.Type} {rule.As}", Is.EqualTo(expected));
    }

    [TestCase("type: A.B\n    as: lst", "weft.yaml(4,9): error WEFT1006:", "did you mean 'list'?")]
    [TestCase("type: A.B", "weft.yaml(3,5): error WEFT1007:", "needs 'as'")]
    [TestCase("as: set", "weft.yaml(3,5): error WEFT1007:", "needs 'type'")]
    [TestCase("type: A.B\n    as: set\n    of: x", "weft.yaml(5,5): error WEFT1003:", "has no key 'of'")]
    public void Errors_of_collections_stand_at_their_place(string yaml, string place, string message)
    {
        DiagnosticBag diagnostics = new();
        Assert.That(Parse($"version: 1\ncollections:\n  - {yaml}\n", diagnostics), Is.Null);
        Assert.That(diagnostics.Sorted().Single().ToString(), Does.StartWith(place).And.Contain(message));
    }

    [Test]
    public void All_errors_are_reported_with_the_nearest_names()
    {
        DiagnosticBag diagnostics = new();
        Parse("version: 1\nrots: []\ncluster:\n  hub-timeuot: 1s\n  on-lost: rejion\nunlocked-writes: comit\n", diagnostics);
        string[] messages = [.. diagnostics.Sorted().Select(item => item.ToString())];
        Assert.Multiple(() =>
        {
            Assert.That(messages, Has.Length.EqualTo(4));
            Assert.That(messages[0], Does.StartWith("weft.yaml(2,1): error WEFT1003:").And.Contain("did you mean 'roots'?"));
            Assert.That(messages[1], Does.Contain("did you mean 'hub-timeout'?"));
            Assert.That(messages[2], Does.Contain("did you mean 'rejoin'?"));
        });
    }

    [Test]
    public void The_cluster_section_becomes_lines_with_milliseconds()
    {
        WeaveConfiguration configuration = Parse("""
            version: 1
            cluster:
              name: media
              hub: tcp://127.0.0.1:9510
              data: /var/lib/media
              hub-timeout: 30s
              reconnect-window: 1500ms
              node-timeout: 0.5m
              on-lost: terminate
            unlocked-writes: error
            """, new())!;
        Assert.That(configuration.ClusterLines.Split('\n'), Is.EqualTo(new[]
        {
            "name=media", "hub=tcp://127.0.0.1:9510", "data=/var/lib/media", "hub-timeout=30000ms", "reconnect-window=1500ms", "node-timeout=30000ms", "on-lost=terminate", "unlocked-writes=error",
        }));
    }

    [Test]
    public void The_hash_covers_what_affects_weaving_and_nothing_else()
    {
        string Hash(string yaml) => Parse(yaml, new())!.WeavingHash;
        string original = Hash("version: 1\nroots:\n  - field: A.b\n    name: x\ninclude: [A.*, B.*]\n");
        Assert.Multiple(() =>
        {
            Assert.That(Hash("# other layout\ninclude:\n  - B.*\n  - A.*\nroots: [{ name: x, field: A.b }]\nversion: 1\ncluster: { name: other }\n"), Is.EqualTo(original));
            Assert.That(Hash("version: 1\nroots:\n  - field: A.b\n    name: y\ninclude: [A.*, B.*]\n"), Is.Not.EqualTo(original));
        });
    }

    private static WeaveConfiguration? Parse(string yaml, DiagnosticBag diagnostics) => ConfigurationLoader.Parse("weft.yaml", new StringReader(yaml), diagnostics);
}
