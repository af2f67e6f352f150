using System.Reflection;

namespace Weft.Weaver.Tests.Compiling;

/// <summary>A framework that a test compiles for: its reference assemblies and the name that the compiler's attribute has.</summary>
internal sealed record TargetFramework(string Moniker, string Folder, string Pattern)
{
    internal static TargetFramework Net10 { get; } = new(".NETCoreApp,Version=v10.0", Metadata("Net10References"), "*.dll");

    internal static TargetFramework Net8 { get; } = new(".NETCoreApp,Version=v8.0", Metadata("Net8References"), "*.dll");

    internal static TargetFramework NetStandard20 { get; } = new(".NETStandard,Version=v2.0", Metadata("NetStandardReferences"), "netstandard.dll");

    internal static TargetFramework Net48 { get; } = new(".NETFramework,Version=v4.8", Metadata("Net48References"), "{mscorlib,System,System.Core}.dll");

    internal IEnumerable<string> References
    {
        get
        {
            int open = Pattern.IndexOf('{');
            IEnumerable<string> names = open < 0 ? [Pattern] : Pattern[(open + 1)..Pattern.IndexOf('}')].Split(',').Select(name => name + ".dll");
            return names.SelectMany(name => Directory.GetFiles(Folder, name));
        }
    }

    private static string Metadata(string key) =>
        typeof(TargetFramework).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
