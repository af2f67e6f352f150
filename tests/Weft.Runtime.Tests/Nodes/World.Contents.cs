using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Classes that replace their content at each write.</content>
internal static partial class World
{
    private static Func<bool> s_kept = static () => true;

    internal static void ShareContent(string kind, int words) => Locked(() =>
    {
        Contents contents = Contents.Of(kind);
        object holder = contents.Make();
        for (int i = 0; i < words; i++)
            contents.Add(holder, $"w{i}");
        Root!.Anything = holder;
    });

    internal static void AddContent(string kind, string words) => Behind(kind, holder =>
    {
        foreach (string word in words.Split(','))
            Contents.Of(kind).Add(holder, word);
    });

    internal static void RemoveContent(string kind, string words) => Behind(kind, holder =>
    {
        foreach (string word in words.Split(','))
            Contents.Of(kind).Remove(holder, word);
    });

    internal static bool HasContent() => Root?.Anything is not (null or int);

    internal static string ShowContent(string kind)
    {
        string shown = "";
        Behind(kind, holder => shown = Contents.Of(kind).Show(holder));
        return shown;
    }

    internal static string ShowContentUnlocked(string kind) => Contents.Of(kind).Show(Root!.Anything!);

    internal static ulong ContentSource(string kind)
    {
        ulong id = 0;
        Behind(kind, holder => id = Contents.Of(kind).SourceId(holder));
        return id;
    }

    internal static void KeepContent(string kind) => Behind(kind, holder => s_kept = Contents.Of(kind).Keep(holder));

    internal static bool KeptContentIsAsItWas() => s_kept();

    internal static void AddContentUnlocked(string kind, string prefix, int count)
    {
        for (int i = 0; i < count; i++)
            Contents.Of(kind).Add(Root!.Anything!, prefix + i);
    }

    internal static void AddContentLocked(string kind, string prefix, int count)
    {
        for (int i = 0; i < count; i++)
            Behind(kind, holder => Contents.Of(kind).Add(holder, prefix + i));
    }

    /// <summary>A new comparer of the same kind each time.</summary>
    internal static void AddWithFreshComparer(string word) => Behind("dictionary", holder =>
    {
        Replacing<Dictionary<string, string>> replacing = (Replacing<Dictionary<string, string>>)holder;
        replacing.Content = new(replacing.Content!, new ByLength()) { [word] = word };
    });

    private sealed class ByLength : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => x?.Length == y?.Length;

        public int GetHashCode(string text) => text.Length;
    }

    internal static void SetContent(string kind, bool isNull) => Behind(kind, holder =>
    {
        Replacing<Dictionary<string, string>> replacing = (Replacing<Dictionary<string, string>>)holder;
        replacing.Content = isNull ? null : new(StringComparer.Ordinal) { ["fresh"] = kind };
    });

    /// <summary>Changes in place what was to be replaced.</summary>
    internal static void ChangeContentInPlace(string word) => Behind("dictionary", holder => ((Replacing<Dictionary<string, string>>)holder).Content![word] = "in place");

    internal static string StoreUnportableContent()
    {
        Replacing<Dictionary<string, object>> holder = new() { Content = new() { ["good"] = "value" } };
        Locked(() => Root!.Anything = holder);
        try
        {
            Locked(() => holder.Content = new(holder.Content!) { ["also"] = "good", ["bad"] = Thread.CurrentThread });
            return "stored";
        }
        catch (NonPortableException e)
        {
            return e.Path;
        }
    }

    internal static string ShowUnportableContent()
    {
        string shown = "";
        Locked(() => shown = string.Join(",", ((Replacing<Dictionary<string, object>>)Root!.Anything!).Content!.Keys));
        return shown;
    }

    internal static void AddSeveralToContent(int times) => Locked(() =>
    {
        Replacing<Dictionary<string, string>> holder = (Replacing<Dictionary<string, string>>)Root!.Anything!;
        for (int i = 1; i <= times; i++)
            holder.Content = new(holder.Content!, holder.Content!.Comparer) { ["x"] = $"{i}", ["y"] = $"{i}", ["z"] = $"{i}" };
    });

    /// <summary>Reads without a lock; whether ever one part of a store was seen without the others.</summary>
    internal static bool EverSeesHalf(string last)
    {
        Replacing<Dictionary<string, string>> holder = (Replacing<Dictionary<string, string>>)Root!.Anything!;
        long deadline = Environment.TickCount64 + 60_000;
        while (Environment.TickCount64 < deadline)
        {
            Dictionary<string, string> content = holder.Content!;
            string?[] parts = [content.GetValueOrDefault("x"), content.GetValueOrDefault("y"), content.GetValueOrDefault("z")];
            if (parts.Distinct().Count() != 1)
                return true;
            if (parts[0] == last)
                return false;
        }
        throw new TimeoutException();
    }

    internal static void StoreSeveralUnlocked(int times)
    {
        Replacing<Dictionary<string, string>> holder = (Replacing<Dictionary<string, string>>)Root!.Anything!;
        for (int i = 1; i <= times; i++)
            holder.Content = new(holder.Content!, holder.Content!.Comparer) { ["x"] = $"{i}", ["y"] = $"{i}", ["z"] = $"{i}" };
    }

    private static void Behind(string kind, Action<object> act)
    {
        object holder = Root!.Anything!;
        object gate = Contents.Of(kind).Gate(holder);
        MonitorShims.Enter(gate);
        try
        {
            act(holder);
        }
        finally
        {
            MonitorShims.Exit(gate);
        }
    }
}
