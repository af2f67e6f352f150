using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>Which methods of the application may call which: virtual calls reach every override, state machines belong to the methods that start them.</summary>
internal sealed class CallGraph
{
    private readonly WeaveContext _context;
    private readonly ApplicationTypes _types;
    private readonly HashSet<string> _ownNames;
    private readonly Dictionary<MethodDefinition, List<MethodDefinition>> _callers = [];
    private readonly Dictionary<MethodDefinition, List<MethodDefinition>> _overrides = [];

    public CallGraph(WeaveContext context, ApplicationTypes types, CancellationToken cancellationToken)
    {
        (_context, _types) = (context, types);
        _ownNames = new(context.Workspace.Assemblies.Select(assembly => assembly.Name), StringComparer.OrdinalIgnoreCase);
        foreach (TypeDefinition type in types.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (MethodDefinition method in type.Methods)
                Scan(method);
        }
    }

    /// <summary>The given methods and all that may call them, with the given method that each one leads to.</summary>
    public Dictionary<MethodDefinition, MethodDefinition> CallersOf(IEnumerable<MethodDefinition> targets)
    {
        Dictionary<MethodDefinition, MethodDefinition> result = [];
        Queue<MethodDefinition> open = new();
        foreach (MethodDefinition target in targets)
        {
            result[target] = target;
            open.Enqueue(target);
        }
        while (open.Count > 0)
        {
            MethodDefinition callee = open.Dequeue();
            foreach (MethodDefinition caller in _callers.TryGetValue(callee, out var found) ? found : [])
            {
                if (result.ContainsKey(caller))
                    continue;
                result[caller] = result[callee];
                open.Enqueue(caller);
            }
        }
        return result;
    }

    private void Scan(MethodDefinition method)
    {
        foreach (CustomAttribute attribute in method.CustomAttributes)
        {
            if (attribute.AttributeType.Name is "AsyncStateMachineAttribute" or "IteratorStateMachineAttribute" or "AsyncIteratorStateMachineAttribute"
                && attribute.ConstructorArguments is [{ Value: TypeReference machine }] && machine.Resolve()?.Methods.FirstOrDefault(item => item.Name == "MoveNext") is { } body)
            {
                AddCaller(body, method);
            }
        }
        if (!method.HasInstructions())
            return;
        foreach (Instruction instruction in method.Body.Instructions)
        {
            if (instruction.Operand is MethodReference called && IsOwn(called.DeclaringType) && called.Resolve() is { } callee)
            {
                AddCaller(callee, method);
                if (callee.IsVirtual)
                    Overrides(callee).ForEach(target => AddCaller(target, method));
            }
        }
    }

    private bool IsOwn(TypeReference type) => type.GetElementType().Scope switch
    {
        AssemblyNameReference reference => _ownNames.Contains(reference.Name),
        ModuleDefinition => true,
        _ => false,
    };

    private List<MethodDefinition> Overrides(MethodDefinition method)
    {
        if (_overrides.TryGetValue(method, out List<MethodDefinition>? known))
            return known;
        List<MethodDefinition> found = [];
        string asExplicit = "." + method.Name;
        Stack<TypeDefinition> open = new(_types.DirectSubtypes(method.DeclaringType));
        HashSet<TypeDefinition> seen = [];
        while (open.Count > 0)
        {
            TypeDefinition type = open.Pop();
            if (!seen.Add(type))
                continue;
            // By name and count: one method too many is harmless here, one too few is not.
            foreach (MethodDefinition candidate in type.Methods)
            {
                if (candidate.Parameters.Count == method.Parameters.Count && (candidate.Name == method.Name || candidate.Name.EndsWith(asExplicit, StringComparison.Ordinal)))
                    found.Add(candidate);
            }
            foreach (TypeDefinition subtype in _types.DirectSubtypes(type))
                open.Push(subtype);
        }
        return _overrides[method] = found;
    }

    private void AddCaller(MethodDefinition callee, MethodDefinition caller)
    {
        if (!_context.Workspace.IsOwn(callee))
            return;
        if (!_callers.TryGetValue(callee, out List<MethodDefinition>? list))
            _callers[callee] = list = [];
        if (list.Count == 0 || list[^1] != caller)
            list.Add(caller);
    }
}
