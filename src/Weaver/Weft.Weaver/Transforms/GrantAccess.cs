using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>
/// Lets an assembly call the accessors of others, which are never public: the runtime honours <c>IgnoresAccessChecksToAttribute</c> by name,
/// so that each assembly defines its own.
/// </summary>
internal sealed class GrantAccess : ITransform
{
    private const string Namespace = "System.Runtime.CompilerServices";
    private const string Name = "IgnoresAccessChecksToAttribute";

    public void Apply(WovenModule module)
    {
        if (module.AccessedAssemblies.Count == 0)
            return;
        MethodDefinition constructor = module.Module.GetType(Namespace, Name)?.Methods.FirstOrDefault(method => method.IsConstructor && method.Parameters.Count == 1)
            ?? AddAttribute(module);
        foreach (string assembly in module.AccessedAssemblies)
        {
            CustomAttribute attribute = new(constructor);
            attribute.ConstructorArguments.Add(new CustomAttributeArgument(module.Module.TypeSystem.String, assembly));
            module.Module.Assembly.CustomAttributes.Add(attribute);
        }
    }

    private static MethodDefinition AddAttribute(WovenModule module)
    {
        TypeReference baseType = module.Contract.Framework("System", "Attribute");
        TypeDefinition type = new(Namespace, Name, TypeAttributes.NotPublic | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit, baseType);
        module.Members.Mark(type, Namespace, "CompilerGeneratedAttribute");
        TypeReference targets = module.Contract.Framework("System", "AttributeTargets", valueType: true);
        CustomAttribute usage = new(module.Contract.FrameworkConstructor(module.Contract.Framework("System", "AttributeUsageAttribute"), targets));
        usage.ConstructorArguments.Add(new CustomAttributeArgument(targets, (int)AttributeTargets.Assembly));
        usage.Properties.Add(new CustomAttributeNamedArgument("AllowMultiple", new CustomAttributeArgument(module.Module.TypeSystem.Boolean, true)));
        type.CustomAttributes.Add(usage);
        MethodDefinition constructor = new(".ctor", MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName, module.Module.TypeSystem.Void);
        constructor.Parameters.Add(new ParameterDefinition("assemblyName", ParameterAttributes.None, module.Module.TypeSystem.String));
        type.Methods.Add(constructor);
        IL il = new(constructor);
        il.Emit(OpCodes.Ldarg_0);
        MethodReference baseConstructor = module.Contract.FrameworkConstructor(baseType);
        il.Emit(OpCodes.Call, baseConstructor);
        il.Emit(OpCodes.Ret);
        module.Module.Types.Add(type);
        return constructor;
    }
}
