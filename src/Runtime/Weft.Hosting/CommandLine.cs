using Microsoft.Extensions.Configuration;

namespace Weft.Hosting;

/// <summary>Tells what of a configuration stands on the command line, which goes before the environment.</summary>
internal static class CommandLine
{
    private const string Provider = "Microsoft.Extensions.Configuration.CommandLine.CommandLineConfigurationProvider";

    internal static Dictionary<string, string?> Values(IConfiguration configuration, string section)
    {
        Dictionary<string, string?> values = [];
        foreach (IConfigurationProvider provider in Providers(configuration).Where(provider => provider.GetType().FullName == Provider))
        {
            foreach (string key in provider.GetChildKeys([], section).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (provider.TryGet(ConfigurationPath.Combine(section, key), out string? value))
                    values[key] = value;
            }
        }
        return values;
    }

    private static IEnumerable<IConfigurationProvider> Providers(IConfiguration configuration) => configuration is not IConfigurationRoot root
        ? []
        : root.Providers.SelectMany(provider => provider is ChainedConfigurationProvider chained ? Providers(chained.Configuration) : [provider]);
}
