using System.Xml.Linq;
using Fody;

namespace Weft.Fody;

/// <summary>
/// What Fody finds in <c>FodyWeavers.xml</c> as <c>Weft</c>. It changes nothing itself: Fody goes on to other add-ins and writes the assembly, and the task of
/// Weft.MSBuild weaves what came out, so that the order of the lines does not matter and a change of the configuration alone needs neither the compiler nor Fody.
/// </summary>
public sealed class ModuleWeaver : BaseModuleWeaver
{
    /// <summary>Tells the task that the project is to be woven, and by which configuration.</summary>
    public const string RequestFile = "fody.txt";

    private const string ConfigurationAttribute = "Config";

    /// <inheritdoc/>
    public override bool ShouldCleanReference => false;

    /// <inheritdoc/>
    public override void Execute()
    {
        foreach (XAttribute attribute in Config.Attributes().Where(attribute => attribute.Name.LocalName != ConfigurationAttribute))
            throw new WeavingException($"FodyWeavers.xml: <Weft> has no attribute '{attribute.Name.LocalName}'; it has '{ConfigurationAttribute}'");
        if (Config.HasElements)
            throw new WeavingException("FodyWeavers.xml: <Weft> has no content; its rules stand in weft.yaml");
        string folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(AssemblyFilePath))!, "weft");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, RequestFile), Config.Attribute(ConfigurationAttribute)?.Value ?? "");
    }

    /// <inheritdoc/>
    public override IEnumerable<string> GetAssembliesForScanning() => [];
}
