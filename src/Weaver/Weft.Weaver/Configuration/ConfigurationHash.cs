using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Weft.Weaver.Configuration;

/// <summary>Hash of the sections that affect weaving. Only <c>locks:</c> keeps its order, since there the last match decides.</summary>
internal static class ConfigurationHash
{
    /// <summary>32 hexadecimal digits.</summary>
    public static string Of(WeaveConfiguration configuration)
    {
        StringBuilder text = new("weft 1\n");
        Section(text, configuration.Roots.Select(rule => $"root|{rule.Field}|{rule.On}|{rule.Name}|{rule.Policy}|{rule.Eager}|{rule.Key}"));
        Section(text, configuration.Include.Select(pattern => $"include|{pattern.Text}"));
        Section(text, configuration.Exclude.Select(pattern => $"exclude|{pattern.Text}"));
        Section(text, configuration.Transients.Select(rule => $"transient|{rule.Field}|{rule.Type?.Text}|{rule.OnLoad?.Kind}|{rule.OnLoad?.Target}"));
        Section(text, configuration.DistributedMethods.Select(rule => $"method|{rule.Method.Text}|{rule.RunOn}|{rule.Where}"));
        Section(text, configuration.Collections.Select(rule => $"collection|{rule.Type}|{rule.As}"));
        foreach (AutolockRule rule in configuration.Locks)
            text.Append("lock|").Append(rule.Method.Text).Append('|').Append(rule.Enabled).Append(rule.Level == LockLevel.Write ? "" : $"|level {rule.Level}").Append(rule.Synchronized is null ? "" : $"|synchronized {rule.Synchronized}").Append(rule.Named is null ? "" : $"|named {rule.Named.Name} {rule.Named.Level}").Append('\n');
        text.Append("honor-nonserialized|").Append(configuration.HonorNonSerialized).Append('\n');

        byte[] content = Encoding.UTF8.GetBytes(text.ToString());
#if NET
        byte[] hash = SHA256.HashData(content);
#else
        using SHA256 sha = SHA256.Create();
        byte[] hash = sha.ComputeHash(content);
#endif
        return string.Concat(hash.Take(16).Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));
    }

    private static void Section(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (string line in lines.OrderBy(line => line, StringComparer.Ordinal))
            text.Append(line).Append('\n');
    }
}
