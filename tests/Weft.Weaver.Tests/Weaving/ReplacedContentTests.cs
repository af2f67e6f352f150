using Weft.Weaver.Diagnostics;
using Weft.Weaver.Tests.Compiling;

namespace Weft.Weaver.Tests.Weaving;

/// <summary>Classes that are said to replace their content at each write are held to it.</summary>
public sealed class ReplacedContentTests
{
    private const string Configuration = """
        roots:
          - field: App.Shop.Root
        collections:
          - type: App.Names
            as: list
        """;

    [TestCase("_items[0] = name;", "an element is stored")]
    [TestCase("string[] items = _items; if (items.Length > 3) items = new string[3]; items[0] = name;", "an element is stored")]
    [TestCase("_more.Add(name);", "List.Add")]
    [TestCase("System.Array.Sort(_items);", "Array.Sort")]
    public void A_change_in_place_is_an_error_at_its_line(string change, string how)
    {
        Diagnostic[] found = Weave(change);
        Assert.That(found.Select(item => item.Code), Is.EqualTo(new[] { Codes.ContentChangedInPlace }), string.Join("\n", found.AsEnumerable()));
        Assert.That(found[0].Message, Does.Contain(how).And.Contain("weft.yaml"));
        Assert.That(found[0].Position?.Line, Is.EqualTo(9));
    }

    [TestCase("string[] copy = (string[])_items.Clone(); copy[0] = name; _items = copy;")]
    [TestCase("string[] copy = new string[_items.Length + 1]; _items.CopyTo(copy, 0); copy[^1] = name; _items = copy;")]
    [TestCase("_items = [.. _items, name];")]
    [TestCase("List<string> copy = new(_more); copy.Add(name); _more = copy;")]
    [TestCase("List<string> copy = [.. _more]; copy.Remove(name); _more = copy;")]
    [TestCase("foreach (string item in _items) if (item == name) return; _more = [.. _items];")]
    public void Copies_may_be_changed(string change) => Assert.That(Weave(change), Is.Empty);

    private static Diagnostic[] Weave(string change)
    {
        using Application application = new(Configuration);
        application.Add(new Source("App", $$"""
            using System.Collections.Generic;
            namespace App;
            public static class Shop { public static Names Root; public static void Main() => Root = new Names(); }
            public sealed class Names : List<int>
            {
                private string[] _items = [];
                private List<string> _more = new();
                public void Put(string name) {
                    {{change}}
                }
            }
            """));
        return [.. application.Weave().Diagnostics.Where(item => item.Severity != Severity.Information)];
    }
}
