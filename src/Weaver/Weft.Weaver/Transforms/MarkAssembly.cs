using System.Globalization;
using Mono.Cecil;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>Marks the assembly as woven, with the contract's version and the configuration's hash.</summary>
internal sealed class MarkAssembly : ITransform
{
    public void Apply(WovenModule module)
    {
        TypeReference text = module.Module.TypeSystem.String;
        CustomAttribute marker = new(module.Contract.FrameworkConstructor(module.Contract.Framework("System.Reflection", "AssemblyMetadataAttribute"), text, text));
        marker.ConstructorArguments.Add(new CustomAttributeArgument(text, Names.Marker));
        marker.ConstructorArguments.Add(new CustomAttributeArgument(text, module.Settings.ContractVersion.ToString(CultureInfo.InvariantCulture) + ";" + module.Settings.WeavingHash));
        module.Module.Assembly.CustomAttributes.Add(marker);
    }
}
