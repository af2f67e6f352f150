using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis.Boxes;
using Weft.Weaver.Analysis.Handing;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>Finds the sites of one body.</summary>
internal sealed class BodySites
{
    private readonly MethodDefinition _method;
    private readonly MethodBody _body;
    private readonly SiteScope _scope;
    private readonly HashSet<FieldDefinition> _namedLocks;
    private readonly Lazy<StackFlow> _flow;
    private readonly AddressSites _addresses;
    private readonly HiddenAccess _hidden;
    private readonly BoxSites _boxes;
    private readonly HandedObjects _handed;
    private readonly List<SitePlan> _sites = [];
    private readonly Instruction? _baseCall;
    private readonly HashSet<Instruction> _beforeBaseCall = [];

    internal BodySites(MethodDefinition method, SiteScope scope, HashSet<FieldDefinition> namedLocks)
    {
        _method = method;
        _body = method.Body;
        _scope = scope;
        _namedLocks = namedLocks;
        // Most bodies have accesses alone, which ask nothing about the stack.
        _flow = new(() => StackFlow.Of(_body), LazyThreadSafetyMode.None);
        _addresses = new(method, _flow, scope);
        _hidden = new(method, scope);
        _boxes = new(method, _flow, _addresses, scope);
        _handed = new(method, _flow, scope);
        _baseCall = method.IsConstructor && method.HasThis ? FindBaseCall() : null;
        foreach (Instruction instruction in _body.Instructions)
        {
            if (_baseCall is null || instruction == _baseCall)
                break;
            _beforeBaseCall.Add(instruction);
        }
    }

    internal BodyPlan Plan()
    {
        foreach (Instruction instruction in _body.Instructions)
            Visit(instruction);
        foreach (SitePlan write in _addresses.Writes())
        {
            if (!_sites.Any(site => site.Instruction == write.Instruction))
                _sites.Add(write);
        }
        _sites.AddRange(_handed.Sites);
        bool mayHaveRegions = _scope.Optimizes(_method.Module) && HasSeveralAccesses();
        if (!mayHaveRegions && !_flow.IsValueCreated && !_boxes.Any)
            return new(_method, [.. _sites]);
        StackFlow flow = _flow.Value;
        HashSet<Instruction> repeated = mayHaveRegions ? new RepeatedReads(_method, flow, _sites).Find() : [];
        return new(_method, [.. _sites.Where(site => site.Action == SiteAction.Hand || !repeated.Contains(site.Instruction)).OrderBy(site => flow.Place(site.Instruction))])
        {
            Regions = mayHaveRegions ? new AccessRegions(_method, flow, new RegionEffects(_method, flow, _scope, _sites)).Find() : [],
            Uses = [.. _boxes.With(_addresses.Uses()).OrderBy(use => flow.Place(use.Consumer))],
        };
    }

    /// <summary>Whether there may be enough to guard together: sites, and calls of properties that are accesses once they are inlined.</summary>
    private bool HasSeveralAccesses() =>
        _sites.Count > 1 || _sites.Count + _body.Instructions.Count(instruction => _scope.Properties.Behind(instruction, _method.Module) is not null) > 1;

    private void Visit(Instruction instruction)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Ldfld or Code.Stfld or Code.Ldflda or Code.Ldsfld or Code.Stsfld or Code.Ldsflda or Code.Ldtoken:
                if (instruction.Operand is FieldReference reference)
                    VisitField(instruction, reference);
                break;
            case Code.Call or Code.Callvirt or Code.Newobj or Code.Ldftn or Code.Ldvirtftn when instruction.Operand is MethodReference { DeclaringType: ArrayType } method:
                VisitArrayMember(instruction, method);
                break;
            case Code.Call or Code.Callvirt or Code.Newobj or Code.Ldftn or Code.Ldvirtftn:
                if (instruction == _baseCall && MakesItems((MethodReference)instruction.Operand))
                    _sites.Add(new(instruction, SiteAction.OwnItems, null, null, [], "the list behind the collection is replicated"));
                VisitCall(instruction, (MethodReference)instruction.Operand);
                break;
            case (>= Code.Stelem_I and <= Code.Stelem_Ref) or Code.Stelem_Any:
                _sites.Add(new(instruction, SiteAction.StoreElement, null, null, [], "array elements go through the array barrier"));
                break;
            case Code.Box:
                _boxes.VisitBox(instruction);
                break;
            case Code.Unbox when BoxSites.IsAddress(instruction):
                _boxes.VisitAddress(instruction);
                break;
            case Code.Ldelema:
                _sites.AddRange(_addresses.Element(instruction));
                break;
        }
    }

    private void VisitCall(Instruction instruction, MethodReference member)
    {
        if (!VisitShim(instruction, member))
        {
            ExposeArguments(instruction, member);
            _hidden.Visit(instruction, member);
            _handed.Visit(instruction, member);
        }
        if (BoxSites.IsAddress(instruction))
            _boxes.VisitAddress(instruction);
        if (_boxes.Visit(instruction, member) is { } box)
            _sites.Add(box);
    }

    private void VisitArrayMember(Instruction instruction, MethodReference member)
    {
        if (!ArrayMembers.IsStore(member) && !ArrayMembers.IsAddress(member))
            return;
        if (instruction.OpCode.Code is Code.Ldftn or Code.Ldvirtftn)
        {
            _scope.Diagnostics.Refuse(Codes.MemberNotWoven, SourcePositions.Of(_method, instruction),
                $"A delegate over {member.FullName} cannot be woven: what it writes would stay on its node. Make a method that does it, and a delegate over that.", _method);
            return;
        }
        if (ArrayMembers.IsStore(member))
            _sites.Add(new(instruction, SiteAction.StoreElement, null, null, [], "array elements go through the array barrier"));
        else
            _sites.AddRange(_addresses.Element(instruction));
    }

    private void VisitField(Instruction instruction, FieldReference reference)
    {
        if (instruction.OpCode.Code == Code.Stsfld && reference is FieldDefinition own && _namedLocks.Contains(own))
            _sites.Add(new(instruction, SiteAction.NameLock, null, null, [], "a static lock object that guards shared state is a named cluster lock"));
        if (_scope.Field(reference) is not { } field || IsBeforeBaseCall(instruction, field))
            return;
        if (instruction.OpCode.Code == Code.Ldtoken)
        {
            _scope.Diagnostics.Warning(Codes.FieldToken, SourcePositions.Of(_method, instruction),
                $"{field.Field.FullName} is named by an expression tree or a similar construct, which reads the field without the cluster: compile it to ordinary code, or make the field transient.");
            return;
        }
        bool isOwn = IsOwnRoot(instruction, field);
        if (isOwn && IsOwner(field))
            return;
        if (instruction.OpCode.Code is Code.Ldflda or Code.Ldsflda)
        {
            if (_addresses.Field(instruction, field) is { } site)
                _sites.Add(site with { IsOwn = isOwn });
            return;
        }
        bool stores = instruction.OpCode.Code is Code.Stfld or Code.Stsfld;
        bool inTypeInitializer = _method.IsConstructor && _method.IsStatic && field.Treatment == FieldTreatment.StaticRoot;
        if (inTypeInitializer && !stores && _method.DeclaringType == field.Field.DeclaringType)
            return;
        SiteAction action = !stores ? SiteAction.Read : inTypeInitializer || isOwn ? SiteAction.Nominate : SiteAction.Write;
        _sites.Add(new(instruction, action, field, null, [], field.Reason) { IsOwn = isOwn });
    }

    /// <summary>Whether a constructor works on the root of a copied type that its own instance may have: what it makes of it is a candidate, so that late instances reset nothing.</summary>
    private bool IsOwnRoot(Instruction instruction, FieldPlan field)
    {
        if (!field.IsValueRoot || field.Field.IsStatic || _method is not { IsConstructor: true, IsStatic: false })
            return false;
        ImmutableArray<StackValue> operands = _flow.Value.Operands(instruction);
        return !operands.IsDefaultOrEmpty && Instructions.IsThis(operands[0], _body);
    }

    /// <summary>Whether the field of the constructor's instance is a root, or one of this node alone, whatever class the instance is of.</summary>
    private bool IsOwner(FieldPlan field) => field.Index < 0 || field.Roots.Any(root => root.On is null || _method.DeclaringType.IsOrDerivesFrom(root.On));

    /// <summary>Until the base constructor has been called, nobody else can see the object; only instance roots bind from the first store on.</summary>
    private bool IsBeforeBaseCall(Instruction instruction, FieldPlan field)
    {
        if (!_beforeBaseCall.Contains(instruction) || (field is { Treatment: FieldTreatment.InstanceRoot, IsValueRoot: false } && instruction.OpCode.Code == Code.Stfld))
            return false;
        ImmutableArray<StackValue> operands = _flow.Value.Operands(instruction);
        return !operands.IsDefaultOrEmpty && Instructions.IsThis(operands[0], _body);
    }

    private Instruction? FindBaseCall()
    {
        List<Instruction> candidates = [.. _body.Instructions.Where(IsConstructorCall)];
        return candidates.Count == 1
            ? candidates[0]
            : candidates.Find(call => _flow.Value.Operands(call) is { IsDefaultOrEmpty: false } operands && Instructions.IsThis(operands[0], _body));
    }

    /// <summary>Whether an instruction calls, not with <c>newobj</c>, a constructor of the class or of its base class.</summary>
    private bool IsConstructorCall(Instruction instruction)
    {
        // F# calls the base constructors of its closures with callvirt.
        if (instruction.OpCode.Code is not (Code.Call or Code.Callvirt) || instruction.Operand is not MethodReference { Name: ".ctor" } called)
            return false;
        string owner = called.DeclaringType.GetElementType().FullName;
        return owner == _method.DeclaringType.FullName || owner == _method.DeclaringType.BaseType?.GetElementType().FullName;
    }

    /// <summary>Whether a base constructor makes the list that the collection works on, for a class that may be shared.</summary>
    private bool MakesItems(MethodReference constructor) => _scope.IsInstrumented(_method.DeclaringType) && constructor.DeclaringType.GetElementType().FullName switch
    {
        "System.Collections.ObjectModel.Collection`1" => !constructor.HasParameters,
        "System.Collections.ObjectModel.ObservableCollection`1" or "System.Collections.ObjectModel.KeyedCollection`2" => true,
        _ => false,
    };

    /// <summary>Whether the table of shims has an answer for a member.</summary>
    private bool VisitShim(Instruction instruction, MethodReference member)
    {
        bool creates = instruction.OpCode.Code == Code.Newobj;
        if (member.DeclaringType is not TypeSpecification && member.DeclaringType.FullName is "System.Threading.Monitor" or "System.Threading.Lock" or "System.Threading.Lock/Scope" && !_scope.IsAutolocked(_method))
            return false;
        if (member.Name == ".ctor" && !creates && !_scope.Shims.Constructs(member.DeclaringType) || !_scope.Shims.Lists(member.DeclaringType) || Instructions.Constraint(instruction) is not null)
            return false;
        bool ofBase = IsBaseCall(instruction, member);
        if (ofBase && !IsOfSharedBase(instruction, member))
            return false;
        switch (_scope.Shims.Find(member, creates, out MethodDefinition? shim))
        {
            case ShimTable.Answer.Shimmed:
                SiteAction action = creates ? SiteAction.Create : ofBase ? SiteAction.ShimBase : SiteAction.Shim;
                if (StaticLocks.IsEnter(instruction))
                    WarnOfValue(instruction);
                _sites.Add(new(instruction, action, null, shim, [], $"{member.DeclaringType.GetElementType().FullName} is replicated through {shim!.DeclaringType.Name}") { Level = LevelOf(instruction) });
                return true;
            case ShimTable.Answer.Missing when !_scope.Concessions.KeepsCallsOf(_method):
                ReportMissing(instruction, member);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A value is another object on each node. One in a static field is locked by the name of the field.</summary>
    private void WarnOfValue(Instruction enter)
    {
        ImmutableArray<StackValue> operands = enter.OpCode.Code is Code.Call ? _flow.Value.Operands(enter) : default;
        if (operands.IsDefaultOrEmpty)
            return;
        string? what = operands[0].Type?.MetadataType == MetadataType.String ? "a string" : operands[0].Producers.Any(producer => producer.OpCode.Code == Code.Box) ? "a boxed value" : null;
        if (what is not null && !StaticLocks.In(_method).Any(item => item is FieldDefinition field && _namedLocks.Contains(field)))
            _scope.Diagnostics.Warning(Codes.LockOnValue, SourcePositions.Of(_method, enter), $"A lock on {what} excludes the threads of its own node alone, because each node has a value of its own. Lock the object that it guards, or an object in a field of it.");
    }

    private void ReportMissing(Instruction instruction, MethodReference member)
    {
        if (_scope.IsExcluded(_method.DeclaringType))
            _scope.Diagnostics.Warning(Codes.CallKept, SourcePositions.Of(_method, instruction), $"{member.FullName} is called as it is, because {_method.DeclaringType.FullName} is excluded: what it does to a shared object does not reach the other nodes.");
        else
            _scope.Diagnostics.Refuse(Codes.MemberNotWoven, SourcePositions.Of(_method, instruction), $"{member.FullName} cannot be woven: this version of the runtime has no counterpart for it. Use another member of {member.DeclaringType.Name}, or exclude the type that calls it.", _method);
    }

    // A method group has no room for the level; what is entered through it is entered to write, which excludes at least as much.
    private LockLevel LevelOf(Instruction instruction) =>
        instruction.OpCode.Code is Code.Call or Code.Callvirt && StaticLocks.IsEnter(instruction) ? _scope.LevelOf(_method) : LockLevel.Write;

    /// <summary>A non-virtual call of an overridable member is a call of the base's own body: sent to a shim it would come back.</summary>
    private static bool IsBaseCall(Instruction instruction, MethodReference member) =>
        instruction.OpCode.Code == Code.Call && member.HasThis && member.Resolve() is { IsVirtual: true, IsFinal: false, DeclaringType: { IsSealed: false, IsValueType: false } };

    /// <summary>Whether a member of the collection is called that an instance, which may be shared, derives from.</summary>
    private bool IsOfSharedBase(Instruction instruction, MethodReference member)
    {
        if (!Portability.IsUntypedCollection(member.DeclaringType) || !_scope.IsInstrumented(_method.DeclaringType))
            return false;
        ImmutableArray<StackValue> operands = _flow.Value.Operands(instruction);
        return !operands.IsDefaultOrEmpty && Instructions.IsThis(operands[0], _body);
    }

    private void ExposeArguments(Instruction call, MethodReference member)
    {
        if (call.OpCode.Code is Code.Ldftn or Code.Ldvirtftn || !member.HasParameters || !ArrayArguments.MayWrite(member) || _scope.IsWoven(member))
            return;
        ImmutableArray<StackValue> operands = _flow.Value.Operands(call);
        if (operands.IsDefaultOrEmpty)
            return;
        int first = operands.Length - member.Parameters.Count;
        for (int index = 0; index < member.Parameters.Count; index++)
        {
            if (member.Parameters[index].ParameterType is not ArrayType)
                continue;
            foreach (Instruction producer in operands[first + index].Producers)
                Expose(producer, member);
        }
    }

    private void Expose(Instruction producer, MethodReference member)
    {
        if (producer.OpCode.Code is Code.Newarr or Code.Ldnull)
            return;
        if (!_sites.Any(site => site.Instruction == producer && site.Action == SiteAction.ExposeArray))
            _sites.Add(new(producer, SiteAction.ExposeArray, null, null, [], $"{member.FullName} is not woven and may write the array"));
    }
}
