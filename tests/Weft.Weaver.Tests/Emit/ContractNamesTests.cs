using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Tests.Emit;

/// <summary>Weaver and runtime know each other by name alone: what the weaver asks for must be what the runtime has, with the signature that woven IL is made for.</summary>
public sealed class ContractNamesTests
{
    /// <summary>Every member that the weaver names, as woven IL calls it.</summary>
    private static readonly string[] Members =
    [
        "ArrayAccess::Store(T[], Int32, T) Void of 1",
        "ArrayAccess::StoreReference(Object[], Int32, Object) Void",
        "ArrayAccess::LoadAt(ElementPlace`1) T of 1",
        "ArrayAccess::StoreAt(ElementPlace`1, T) Void of 1",
        "ArrayAccess::Expose(Array) Void",
        "AtomicAccess::Borrow(Object, ObjectHeader&, Byte&, Int32, T&, Loan`1&) T& of 1",
        "AtomicAccess::Return(Object, ObjectHeader&, Int32, T&, Loan`1&) Void of 1",
        "AtomicAccess::BorrowKept(T&, Loan`1&) T& of 1",
        "AtomicAccess::ReturnKept(T&, Loan`1&) Void of 1",
        "AtomicAccess::Acquired() Void",
        "BoxAccess::Of(T&) Object of 1",
        "BoxAccess::Begin(Object) Void",
        "BoxAccess::End(Object) Void",
        "CallArguments::Add(T) Void instance of 1",
        "CallArguments::Read() T instance of 1",
        "Calls::IsDistributed(Object, DistributedMethod) Boolean",
        "Calls::Begin(Object, DistributedMethod) CallArguments",
        "Calls::Send(CallArguments) Void",
        "CollectionConstruction::Own(Collection`1) Void of 1",
        "DerivedCollections::CatchUp(Object) Void",
        "DerivedCollections::IsShared(Object) Boolean",
        "DerivedCollections::LookAgain(Object) Void",
        "DistributedMethod::.ctor(String, RunOn, Func`3) Void instance",
        "ElementPlace`1::.ctor(T[], Int32) Void instance",
        "ElementPlace`1::Borrow(Loan`1&) T& instance",
        "ElementPlace`1::Return(Loan`1&) Void instance",
        "ElementPlace`1::BorrowAtomic(Loan`1&) T& instance",
        "ElementPlace`1::ReturnAtomic(Loan`1&) Void instance",
        "EntryPoint::Start(String) Void",
        "FieldPlace`1::.ctor(Object, ObjectHeader&, Byte&, Int32, T&) Void instance",
        "FieldAccess::BeginRead(Object, ObjectHeader&, Byte&) Int32",
        "FieldAccess::EndRead(ObjectHeader&, Int32) Boolean",
        "FieldAccess::EnsureLoaded(Object, ObjectHeader&, Byte&) Void",
        "FieldAccess::EnsureReadable(Object, ObjectHeader&, Byte&) Void",
        "FieldAccess::Expose(Object, ObjectHeader&, Byte&, Int32, T&) T& of 1",
        "FieldAccess::Wrote() Void",
        "FieldAccess::Hand(Object) Void",
        "FieldAccess::HandAll(Object) Void",
        "FieldAccess::Write(Object, ObjectHeader&, Int32, T&, T) Void of 1",
        "FieldAccess::WriteLate(Object, ObjectHeader&, Int32, T&) Void of 1",
        "FieldAccess::Borrow(Object, ObjectHeader&, Byte&, T&, Loan`1&) T& of 1",
        "FieldAccess::Return(Object, ObjectHeader&, Int32, T&, Loan`1&) Void of 1",
        "Finalizers::AreHandedOver() Boolean",
        "Finalizers::HandOver(Action) Void",
        "IWoven::get_Header() ObjectHeader& instance",
        "IWoven::get_State() Byte& instance",
        "LocalPlace`1::.ctor(T&) Void instance",
        "MatrixAccess::MayBeShared() Boolean of 1",
        "MatrixAccess::Store(Array, T&, T) Void of 1",
        "MatrixAccess::StoredLate(Array, T&) Void of 1",
        "MatrixAccess::LoadAt(MatrixPlace`1) T of 1",
        "MatrixAccess::StoreAt(MatrixPlace`1, T) Void of 1",
        "MatrixPlace`1::.ctor(Array, T&) Void instance",
        "MatrixPlace`1::Borrow(Loan`1&) T& instance",
        "MatrixPlace`1::Return(Loan`1&) Void instance",
        "MatrixPlace`1::BorrowAtomic(Loan`1&) T& instance",
        "MatrixPlace`1::ReturnAtomic(Loan`1&) Void instance",
        "PlaceShims::Initialize(TPlace) T of 2",
        "PlaceShims::InitializeBy(TPlace, Func`1) T of 2",
        "PlaceShims::InitializeUnderLock(TPlace, TGate, Func`1) T of 3",
        "PlaceShims::InitializeOnce(TPlace, TFlag, TGate) T of 4",
        "PlaceShims::InitializeOnceBy(TPlace, TFlag, TGate, Func`1) T of 4",
        "PlaceShims::Update(TPlace, Func`2) Boolean of 2",
        "PlaceShims::UpdateWith(TPlace, Func`3, TArg) Boolean of 3",
        "PlaceShims::UpdateArray(TPlace, Func`2) Boolean of 2",
        "PlaceShims::UpdateArrayWith(TPlace, Func`3, TArg) Boolean of 3",
        "PlaceShims::GetOrAdd(TPlace, TKey, Func`2) TValue of 3",
        "PlaceShims::GetOrAddWith(TPlace, TKey, Func`3, TArg) TValue of 4",
        "PlaceShims::AddOrUpdate(TPlace, TKey, Func`2, Func`3) TValue of 3",
        "PlaceShims::AddOrUpdateValue(TPlace, TKey, TValue, Func`3) TValue of 3",
        "LeveledLocks::EnterNamed(String, Int32) Void",
        "LeveledLocks::ExitNamed(String, Int32) Void",
        "MonitorShims::Enter(Object, Boolean&) Void",
        "MonitorShims::Exit(Object) Void",
        "Registration::Assembly(String, Int32, String, String) Void",
        "Registration::Boxes(String) Void",
        "Registration::Class(RuntimeTypeHandle) Void",
        "Registration::Method(DistributedMethod) Void",
        "Registration::NamedLock(Object, String) Void",
        "RootAccess::IsClustered() Boolean",
        "RootAccess::Read(T&, RootHandle, Object) T of 1",
        "RootAccess::Write(T&, T, RootHandle, Object) Void of 1",
        "RootAccess::CompareExchange(T&, T, T, RootHandle, Object) T of 1",
        "RootAccess::Exchange(T&, T, RootHandle, Object) T of 1",
        "RootAccess::VolatileWrite(T&, T, RootHandle, Object) Void of 1",
        "RootAccess::EnsureInitialized(T&, Func`1, RootHandle, Object) T of 1",
        "RootAccess::EnsureNew(T&, RootHandle, Object) T of 1",
        "RootAccess::Place(T&, RootHandle, Object) ObjectRootPlace`1 of 1",
        "ObjectRootPlace`1::OfOther(RootPlace`1) ObjectRootPlace`1",
        "ObjectRootPlace`1::BorrowAtomic(Loan`1&) T& instance",
        "ObjectRootPlace`1::ReturnAtomic(Loan`1&) Void instance",
        "FieldOperations::CompareExchange(FieldPlace`1, T, T) T of 1",
        "FieldOperations::Exchange(FieldPlace`1, T) T of 1",
        "FieldOperations::VolatileWrite(FieldPlace`1, T) Void of 1",
        "FieldOperations::EnsureInitialized(FieldPlace`1, Func`1) T of 1",
        "FieldOperations::EnsureNew(FieldPlace`1) T of 1",
        "RootAccess::Nominate(T&, T, RootHandle) Void of 1",
        "RootPlace`1::OfPlace(T&) RootPlace`1",
        "RootPlace`1::OfField(FieldPlace`1) RootPlace`1",
        "RootPlace`1::Borrow(Loan`1&) T& instance",
        "RootPlace`1::Return(Loan`1&) Void instance",
        "RootPlace`1::BorrowAtomic(Loan`1&) T& instance",
        "RootPlace`1::ReturnAtomic(Loan`1&) Void instance",
        "ValueRootAccess::Read(T&, RootHandle, Object) T of 1",
        "ValueRootAccess::Write(T&, T, RootHandle, Object) Void of 1",
        "ValueRootAccess::WriteAtomic(T&, T, RootHandle, Object) Void of 1",
        "ValueRootAccess::Nominate(T&, T, RootHandle, Object) Void of 1",
        "ValueRootAccess::ReadOwn(T&, RootHandle, Object) T of 1",
        "ValueRootAccess::PlaceOwn(T&, RootHandle, Object) RootPlace`1 of 1",
        "ValueRootAccess::Place(T&, RootHandle, Object) RootPlace`1 of 1",
        "ValueRootAccess::View(T&, RootHandle, Object) T& of 1",
        "ValueRootAccess::Expose(T&, RootHandle, Object) T& of 1",
        "ValueRootAccess::LoadAt(RootPlace`1) T of 1",
        "ValueRootAccess::StoreAt(RootPlace`1, T) Void of 1",
        "RootHandle::.ctor(String, RootPolicy, Boolean) Void instance",
        "SectionBuilder::Field(String, Int32, FieldRef`2, SharedFieldAttributes) Void instance of 2",
        "SectionBuilder::OnLoad(Action`1) Void instance of 1",
    ];

    private ModuleDefinition _runtime = null!;

    [OneTimeSetUp]
    public void Read() => _runtime = ModuleDefinition.ReadModule(Subject.RuntimeFile);

    [OneTimeTearDown]
    public void Close() => _runtime.Dispose();

    [Test]
    public void The_runtime_has_every_member_with_the_signature_that_woven_code_calls() =>
        Assert.That(Members, Is.SubsetOf(Contract().SelectMany(type => type.Methods).Select(Signature)));

    [Test]
    public void Names_that_the_weaver_asks_for_belong_to_one_member_each()
    {
        IEnumerable<string> overloaded = Members.Where(member => !member.StartsWith("MonitorShims", StringComparison.Ordinal)).Where(member =>
        {
            string[] parts = member[..member.IndexOf('(')].Split("::");
            return Contract().Single(type => type.Name == parts[0]).Methods.Count(method => method.Name == parts[1]) != 1;
        });
        Assert.That(overloaded, Is.Empty);
    }

    [Test]
    public void The_weaver_asks_for_nothing_that_is_not_listed_here()
    {
        using ModuleDefinition weaver = ModuleDefinition.ReadModule(typeof(WeaverEngine).Assembly.Location);
        HashSet<string> known = [.. Contract().SelectMany(type => type.Methods.Select(method => method.Name).Append(type.Name))];
        List<string> asked = [.. weaver.GetTypes().Where(type => type.Name != "ContractReferences").SelectMany(type => type.Methods).Where(method => method.HasBody).SelectMany(AskedFor)];
        HashSet<string> listed = [.. Members.SelectMany(member => member[..member.IndexOf('(')].Split("::"))];
        Assert.Multiple(() =>
        {
            Assert.That(asked, Has.Count.GreaterThan(40));
            Assert.That(asked.Where(name => !known.Contains(name)), Is.Empty, "the runtime does not have it");
            Assert.That(asked.Where(name => !listed.Contains(name) && !OnlyNamed.Contains(name)), Is.Empty, "it is not in the list of this test");
        });
    }

    /// <summary>Types whose members woven code never calls itself.</summary>
    private static readonly string[] OnlyNamed = ["ObjectHeader", "FieldRef`2", "Loan`1"];

    /// <summary>The literals among the arguments of one call that asks for a contract's type or method.</summary>
    private static IEnumerable<string> AskedFor(MethodDefinition method)
    {
        foreach (Instruction call in method.Body.Instructions)
        {
            if (call.Operand is not MethodReference { DeclaringType.Name: "ContractReferences", Name: "Type" or "Method" or "MethodOn" })
                continue;
            for (Instruction? at = call.Previous; at is not null && !IsContract(at); at = at.Previous)
            {
                if (at.OpCode.Code == Code.Ldstr && (string)at.Operand != "get_")
                    yield return (string)at.Operand;
            }
        }
    }

    /// <summary>Whether the receiver of such a call is pushed here, so that its arguments begin behind.</summary>
    private static bool IsContract(Instruction instruction) => instruction.Operand switch
    {
        MethodReference method => method.ReturnType.Name == "ContractReferences",
        FieldReference field => field.FieldType.Name == "ContractReferences",
        VariableDefinition local => local.VariableType.Name == "ContractReferences",
        ParameterDefinition parameter => parameter.ParameterType.Name == "ContractReferences",
        _ => instruction.OpCode.Code == Code.Ldarg_0 && instruction.Next.OpCode.Code == Code.Ldstr,
    };

    private IEnumerable<TypeDefinition> Contract() => _runtime.Types.Where(type => type.Namespace == "Weft.Runtime.Contract");

    private static string Signature(MethodDefinition method) =>
        $"{method.DeclaringType.Name}::{method.Name}({string.Join(", ", method.Parameters.Select(parameter => parameter.ParameterType.Name))}) {method.ReturnType.Name}{(method.IsStatic ? "" : " instance")}{(method.HasGenericParameters ? $" of {method.GenericParameters.Count}" : "")}";
}
