using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis.LockCoverage;

/// <summary>A call of a method of the application.</summary>
internal readonly record struct CallSite(MethodDefinition Caller, Instruction Instruction);

/// <summary>Who calls the methods of the application, and which of them others may call too.</summary>
internal sealed class CallSites
{
    private readonly WeaveContext _context;
    private readonly ApplicationTypes _types;
    private readonly Dictionary<MethodDefinition, List<CallSite>> _calls = [];
    private readonly Dictionary<MethodDefinition, List<CallSite>> _addresses = [];
    private readonly Dictionary<MethodDefinition, MethodDefinition> _machines = [];
    private readonly Dictionary<MethodDefinition, ImmutableArray<MethodDefinition>> _overrides = [];
    private readonly HashSet<string> _ownNames;
    private readonly HashSet<string> _reflected = new(StringComparer.Ordinal);

    internal CallSites(WeaveContext context, ApplicationTypes types, CancellationToken cancellationToken)
    {
        (_context, _types) = (context, types);
        _ownNames = new(context.Workspace.Assemblies.Select(assembly => assembly.Name), StringComparer.OrdinalIgnoreCase);
        IsWhole = context.Workspace.Assemblies.Any(assembly => assembly.Definition.EntryPoint is not null);
        foreach (MethodDefinition method in types.All.SelectMany(type => type.Methods))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Scan(method);
        }
    }

    /// <summary>Whether the program that starts all is among the assemblies, so that nobody but frameworks calls from outside.</summary>
    internal bool IsWhole { get; }

    /// <summary>The calls of a method, virtual ones that may reach it included.</summary>
    internal IReadOnlyList<CallSite> Of(MethodDefinition method) => _calls.TryGetValue(method, out List<CallSite>? found) ? found : [];

    /// <summary>Where the address of a method is taken: to make a delegate, most often.</summary>
    internal IReadOnlyList<CallSite> AddressesOf(MethodDefinition method) => _addresses.TryGetValue(method, out List<CallSite>? found) ? found : [];

    /// <summary>The method whose state machine a <c>MoveNext</c> belongs to; null for others.</summary>
    internal MethodDefinition? MachineOwner(MethodDefinition method) => _machines.TryGetValue(method, out MethodDefinition? owner) ? owner : null;

    /// <summary>Whether the application looks a member of this name up by reflection.</summary>
    internal bool IsReflected(MethodDefinition method) => _reflected.Contains(method.Name);

    /// <summary>Whether a method overrides or implements a member that is not the application's, so that a framework may call it.</summary>
    internal bool IsCalledByFrameworks(MethodDefinition method)
    {
        if (!method.IsVirtual)
            return false;
        if (method.HasOverrides && method.Overrides.Any(item => !IsOwn(item.DeclaringType)))
            return true;
        return method.DeclaringType.SelfBasesAndInterfaces().Any(type => !IsOwn(type)
            && type.Resolve()?.Methods.Any(candidate => candidate.IsVirtual && candidate.Name == method.Name && candidate.Parameters.Count == method.Parameters.Count) == true);
    }

    private void Scan(MethodDefinition method)
    {
        foreach (CustomAttribute attribute in method.CustomAttributes)
        {
            if (attribute.AttributeType.Name is "AsyncStateMachineAttribute" or "IteratorStateMachineAttribute" or "AsyncIteratorStateMachineAttribute"
                && attribute.ConstructorArguments is [{ Value: TypeReference machine }] && machine.Resolve()?.Methods.FirstOrDefault(item => item.Name == "MoveNext") is { } body)
            {
                _machines[body] = method;
            }
        }
        if (!method.HasInstructions())
            return;
        bool reflects = false;
        List<string>? texts = null;
        foreach (Instruction instruction in method.Body.Instructions)
        {
            if (instruction.OpCode.Code == Code.Ldstr)
                (texts ??= []).Add((string)instruction.Operand);
            if (instruction.Operand is not MethodReference called)
                continue;
            reflects |= called.Name is "GetMethod" or "GetMethods" or "InvokeMember" or "GetRuntimeMethod" or "CreateDelegate";
            if (!IsOwn(called.DeclaringType) || called.Resolve() is not { } callee || !_context.Workspace.IsOwn(callee))
                continue;
            Dictionary<MethodDefinition, List<CallSite>> target = instruction.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj ? _calls : _addresses;
            Add(target, callee, new(method, instruction));
            if (callee.IsVirtual && instruction.OpCode.Code is Code.Callvirt or Code.Ldvirtftn)
            {
                foreach (MethodDefinition other in Overrides(callee))
                    Add(target, other, new(method, instruction));
            }
        }
        if (reflects && texts is not null)
            _reflected.UnionWith(texts);
    }

    private bool IsOwn(TypeReference type) => type.GetElementType().Scope switch
    {
        AssemblyNameReference reference => _ownNames.Contains(reference.Name),
        ModuleDefinition => true,
        _ => false,
    };

    private ImmutableArray<MethodDefinition> Overrides(MethodDefinition method)
    {
        if (_overrides.TryGetValue(method, out ImmutableArray<MethodDefinition> known))
            return known;
        ImmutableArray<MethodDefinition>.Builder found = ImmutableArray.CreateBuilder<MethodDefinition>();
        Stack<TypeDefinition> open = new(_types.DirectSubtypes(method.DeclaringType));
        HashSet<TypeDefinition> seen = [];
        while (open.Count > 0)
        {
            TypeDefinition type = open.Pop();
            if (!seen.Add(type))
                continue;
            // A class may implement an interface by a method that it inherits.
            IEnumerable<TypeDefinition> owners = method.DeclaringType.IsInterface ? [type, .. type.Bases().Where(_context.Workspace.IsOwn)] : [type];
            found.AddRange(owners.SelectMany(owner => owner.Methods).Where(candidate => candidate.Parameters.Count == method.Parameters.Count
                && (candidate.Name == method.Name || candidate.Name.EndsWith("." + method.Name, StringComparison.Ordinal))));
            foreach (TypeDefinition subtype in _types.DirectSubtypes(type))
                open.Push(subtype);
        }
        return _overrides[method] = found.ToImmutable();
    }

    private static void Add(Dictionary<MethodDefinition, List<CallSite>> map, MethodDefinition callee, CallSite site)
    {
        if (!map.TryGetValue(callee, out List<CallSite>? list))
            map[callee] = list = [];
        list.Add(site);
    }
}
