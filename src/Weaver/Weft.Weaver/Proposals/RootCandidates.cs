using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Analysis.Bodies;
using Weft.Weaver.Analysis.LockCoverage;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Proposals;

/// <summary>A field that may be a root.</summary>
/// <param name="Field">The field.</param>
/// <param name="On">The singleton that holds it, where it is inherited.</param>
/// <param name="Score">Its rank; the greater the likelier.</param>
/// <param name="Why">Why it is a candidate, in words.</param>
/// <param name="Reaches">The application's classes that it reaches.</param>
internal sealed record RootCandidate(FieldDefinition Field, TypeDefinition? On, int Score, string Why, ImmutableArray<TypeDefinition> Reaches);

/// <summary>Finds the fields where the state of a server begins: static fields, and fields of singletons, that are written after the start.</summary>
internal sealed class RootCandidates
{
    private const int ForClasses = 10;

    /// <summary>What the F# compiler calls the one instance of a function that captures nothing.</summary>
    private const string FunctionInstance = "@_instance";

    private readonly WeaveContext _context;
    private readonly ApplicationTypes _types;
    private readonly LocalTypes _local;
    private readonly Dictionary<FieldDefinition, int> _writes = [];
    private readonly Dictionary<TypeDefinition, string> _singletons = [];

    internal RootCandidates(WeaveContext context, ApplicationTypes types, LocalTypes local, CancellationToken cancellationToken)
    {
        (_context, _types, _local) = (context, types, local);
        foreach (MethodDefinition method in types.All.SelectMany(type => type.Methods).Where(method => method.HasInstructions()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Scan(method);
        }
    }

    /// <summary>The candidates, the likeliest first.</summary>
    internal ImmutableArray<RootCandidate> Find()
    {
        List<RootCandidate> found = [];
        foreach (FieldDefinition field in OwnFields().Where(field => field.IsStatic))
            Add(field, null, "a static field", found);
        foreach (KeyValuePair<TypeDefinition, string> singleton in _singletons)
        {
            foreach (FieldDefinition field in Hierarchy(singleton.Key).SelectMany(type => type.Fields).Where(field => !field.IsStatic))
                Add(field, field.DeclaringType == singleton.Key ? null : singleton.Key, singleton.Value, found);
        }
        AddCompanions(found);
        return [.. found.OrderByDescending(candidate => candidate.Score).ThenBy(candidate => candidate.Field.FullName, StringComparer.Ordinal)];
    }

    /// <summary>The fields of the application itself: F#'s library lies beside every program of that language and holds none of its state.</summary>
    private IEnumerable<FieldDefinition> OwnFields() => _types.All.Where(type => type.Module.Assembly.Name.Name != "FSharp.Core").SelectMany(type => type.Fields).Where(field => field.Name != FunctionInstance);

    /// <summary>The candidate of a field that a user named.</summary>
    internal RootCandidate Named(FieldDefinition field, TypeDefinition named) =>
        new(field, field.IsStatic || named == field.DeclaringType ? null : named, int.MaxValue, "named on the command line", Reach(field.FieldType));

    /// <summary>Static fields of values that are written after the start.</summary>
    internal IEnumerable<FieldDefinition> StaticValues() => OwnFields()
        .Where(field => field.IsStatic && !field.HasConstant && Writes(field) > 0 && _context.Workspace.IsOwn(field) && !field.DeclaringType.IsCompilerGenerated()
            && TypeNames.SourceName(field.Name)[0] != '<' && !field.HasAttribute("System.ThreadStaticAttribute") && Portability.IsLiteral(field.FieldType.WithoutModifiers()));

    /// <summary>Fields of singletons that hold values and are written after the start.</summary>
    internal IEnumerable<FieldDefinition> SingletonValues() => _singletons.Keys.SelectMany(Hierarchy).SelectMany(type => type.Fields).Distinct()
        .Where(field => !field.IsStatic && Writes(field) > 0 && _context.Workspace.IsOwn(field) && TypeNames.SourceName(field.Name)[0] != '<' && Portability.IsLiteral(field.FieldType.WithoutModifiers()));

    /// <summary>
    /// What stands beside a candidate in its class and guards or signals: without it each node would have a lock of its own for state that is one for all. Static locks that are entered as objects need no rule.
    /// </summary>
    private void AddCompanions(List<RootCandidate> found)
    {
        HashSet<FieldDefinition> known = [.. found.Select(candidate => candidate.Field)];
        foreach ((TypeDefinition owner, bool isStatic) in found.Select(candidate => (candidate.On ?? candidate.Field.DeclaringType, candidate.Field.IsStatic)).Distinct().ToArray())
        {
            foreach (FieldDefinition field in isStatic ? owner.Fields : Hierarchy(owner).SelectMany(type => type.Fields))
            {
                TypeReference type = field.FieldType.WithoutModifiers();
                bool guards = type.Resolve() is { } definition && Portability.IsSynchronizer(definition)
                    || (Portability.IsLockObject(type) && (!isStatic || type.FullName is not ("System.Object" or "System.Threading.Lock")) && IsMadeByConstructor(field));
                if (field.IsStatic != isStatic || !guards || !_context.Workspace.IsOwn(field) || field.DeclaringType.HasGenericParameters || TypeNames.SourceName(field.Name)[0] == '<' || !known.Add(field))
                    continue;
                found.Add(new(field, isStatic || field.DeclaringType == owner ? null : owner, 0, $"stands beside what is shared in {owner.Name}: as a root it is one lock or signal for all nodes", []));
            }
        }
    }

    private static IEnumerable<TypeDefinition> Hierarchy(TypeDefinition type) => new[] { type }.Concat(type.Bases());

    private void Add(FieldDefinition field, TypeDefinition? on, string what, List<RootCandidate> found)
    {
        TypeReference type = field.FieldType.WithoutModifiers();
        if (!_context.Workspace.IsOwn(field) || field.HasConstant || field.DeclaringType.HasGenericParameters || field.DeclaringType.IsCompilerGenerated() || on?.HasGenericParameters == true
            || TypeNames.SourceName(field.Name)[0] == '<' || field.HasAttribute("System.ThreadStaticAttribute") || type is GenericParameter or PointerType || type.IsValueType
            || Portability.IsLiteral(type) || Portability.WhyNever(type) is not null || _local.Why(type) is not null)
        {
            return;
        }
        bool container = type is ArrayType || CollectionMembers.HasContent(type);
        TypeDefinition? own = container ? null : _local.Parts(type).FirstOrDefault();
        // A singleton that refers to another one is no root: the other one's fields are looked at by themselves.
        if (!container && (own is null || own.IsInterface || own.IsDelegate() || _singletons.ContainsKey(own)))
            return;
        ImmutableArray<TypeDefinition> reaches = Reach(type);
        if (!container && !field.IsStatic && !IsMadeByConstructor(field))
            return;
        int writes = container ? Writes(field) + reaches.SelectMany(item => item.Fields).Sum(Writes) : new[] { own! }.Concat(own!.Bases()).Concat(reaches).Distinct().SelectMany(item => item.Fields).Where(item => !item.IsStatic).Sum(Writes);
        if (IsContainer(type) && !container)
            writes += Writes(field);
        if (writes == 0 || (container && Writes(field) == 0))
            return;
        string state = reaches.IsEmpty ? "holds values" : $"leads to {(reaches.Length == 1 ? "a class" : $"{reaches.Length} classes")} of the application";
        found.Add(new(field, on, writes + (reaches.IsEmpty ? 0 : ForClasses), $"{what} that {state}, written in {(writes == 1 ? "1 place" : $"{writes} places")} after the start", reaches));
    }

    /// <summary>Whether a constructor makes the object that a field holds, rather than being given it.</summary>
    private static bool IsMadeByConstructor(FieldDefinition field) => field.DeclaringType.Methods.Any(method => method.IsConstructor && method.IsStatic == field.IsStatic && method.HasInstructions()
        && method.Body.Instructions.Any(instruction => instruction.OpCode.Code is Code.Stfld or Code.Stsfld && instruction.Operand == field && instruction.Previous.OpCode.Code == Code.Newobj));

    private int Writes(FieldDefinition field) => _writes.TryGetValue(field, out int count) ? count : 0;

    private ImmutableArray<TypeDefinition> Reach(TypeReference type)
    {
        List<TypeDefinition> reached = [];
        HashSet<TypeDefinition> seen = [];
        Queue<TypeDefinition> open = new(_local.Parts(type));
        while (open.Count > 0)
        {
            TypeDefinition next = open.Dequeue();
            if (!seen.Add(next) || _local.Why(next) is not null || next.IsCompilerGenerated())
                continue;
            if (!next.IsInterface && !next.IsValueType)
                reached.Add(next);
            foreach (TypeDefinition further in next.Fields.Where(field => !field.IsStatic).SelectMany(field => _local.Parts(field.FieldType)).Concat(_types.DirectSubtypes(next)).Concat(next.Bases().Where(_context.Workspace.IsOwn)))
                open.Enqueue(further);
        }
        return [.. reached];
    }

    /// <summary>Counts writes, method by method; it errs towards more.</summary>
    private void Scan(MethodDefinition method)
    {
        HashSet<FieldDefinition> containers = [];
        bool changes = false;
        foreach (Instruction instruction in method.Body.Instructions)
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Stfld or Code.Stsfld or Code.Ldflda or Code.Ldsflda when !method.IsConstructor && ((FieldReference)instruction.Operand).Resolve() is { } field && _context.Workspace.IsOwn(field):
                    Count(field);
                    break;
                case Code.Ldfld or Code.Ldsfld when IsContainer(((FieldReference)instruction.Operand).FieldType) && ((FieldReference)instruction.Operand).Resolve() is { } field && _context.Workspace.IsOwn(field):
                    containers.Add(field);
                    break;
                case Code.Stelem_Any or (>= Code.Stelem_I and <= Code.Stelem_Ref) or Code.Ldelema:
                    changes = true;
                    break;
                case Code.Call or Code.Callvirt when instruction.Operand is MethodReference called:
                    changes |= CollectionMembers.Changes(called) || ArrayMembers.IsStore(called) || ArrayMembers.IsAddress(called);
                    AddSingleton(called);
                    break;
            }
        }
        if (changes && !method.IsConstructor)
        {
            foreach (FieldDefinition field in containers)
                Count(field);
        }
    }

    /// <summary>Whether instances are changed by calls of framework members: arrays, collections, texts, and classes of the application that derive from a collection.</summary>
    private bool IsContainer(TypeReference type) => type.WithoutModifiers() is var plain && (plain is ArrayType || CollectionMembers.HasContent(plain)
        || (plain is not (GenericParameter or PointerType) && plain.Resolve() is { IsValueType: false } definition && _context.Workspace.IsOwn(definition) && definition.Bases().Any(Portability.IsShareableBase)));

    private void Count(FieldDefinition field) => _writes[field] = Writes(field) + 1;

    private void AddSingleton(MethodReference called)
    {
        if (called is GenericInstanceMethod { Name: "AddSingleton" or "TryAddSingleton" or "AddHostedService", GenericArguments: var arguments }
            && arguments[arguments.Count - 1].Resolve() is { IsInterface: false, IsValueType: false } type && _context.Workspace.IsOwn(type) && !_singletons.ContainsKey(type))
        {
            _singletons.Add(type, $"a field of the singleton {type.Name}");
        }
    }
}
