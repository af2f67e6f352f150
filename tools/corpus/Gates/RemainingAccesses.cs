using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Corpus.Gates;

/// <summary>
/// Looks through the woven files for instructions that still touch a shared field as if nobody shared it. It reads the files anew and knows nothing of the
/// weaver's analysis of bodies, so that what the analysis overlooks is found here.
/// </summary>
internal sealed class RemainingAccesses
{
    private const string Generated = "$weft_";

    /// <summary>Methods whose bodies the program wrote, under names that the weaver gave.</summary>
    private static readonly string[] Moved = ["$weft_body_", "$weft_locked_"];

    private readonly SharedFields _shared;
    private readonly List<Finding> _findings = [];

    private RemainingAccesses(SharedFields shared) => _shared = shared;

    /// <summary>Instructions in constructors before the call of the base constructor, where nobody else can see the object.</summary>
    public int BeforeBaseCall { get; private set; }

    /// <summary>Instructions in stretches whose owners are asked before and behind.</summary>
    public int Guarded { get; private set; }

    /// <summary>Tests of the owner, whose value is thrown away.</summary>
    public int NullTests { get; private set; }

    /// <summary>Field tokens of array initializers, expression trees and the like, each of which has its warning.</summary>
    public int Tokens { get; private set; }

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Looks through some woven assemblies; the folder holds what they refer to.</summary>
    public static RemainingAccesses Find(SharedFields shared, IEnumerable<string> woven, string folder)
    {
        RemainingAccesses remaining = new(shared);
        using DefaultAssemblyResolver resolver = new();
        resolver.AddSearchDirectory(folder);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        foreach (string file in woven)
        {
            using ModuleDefinition module = ModuleDefinition.ReadModule(file, new ReaderParameters { AssemblyResolver = resolver });
            foreach (MethodDefinition method in module.GetTypes().SelectMany(type => type.Methods))
            {
                if (method.HasBody && !IsGenerated(method))
                    remaining.Look(method);
            }
        }
        return remaining;
    }

    private static bool IsGenerated(MethodDefinition method) =>
        method.DeclaringType.Name == "<Weft>" || method.Name.StartsWith("Weft.Runtime.Contract.IWoven.", StringComparison.Ordinal)
        || (method.Name.StartsWith(Generated, StringComparison.Ordinal) && !Moved.Any(prefix => method.Name.StartsWith(prefix, StringComparison.Ordinal)));

    private void Look(MethodDefinition method)
    {
        Instruction? baseCall = method is { IsConstructor: true, IsStatic: false } ? BaseCall(method) : null;
        bool before = baseCall is not null;
        GuardedStretch? stretch = null;
        foreach (Instruction instruction in method.Body.Instructions)
        {
            before &= instruction != baseCall;
            if (instruction.Operand is not FieldReference field || !_shared.Contain(field))
                continue;
            if (instruction.OpCode.Code == Code.Ldtoken)
                Tokens++;
            else if (before)
                BeforeBaseCall++;
            else if (instruction.OpCode.Code == Code.Ldflda && instruction.Next.OpCode.Code == Code.Pop)
                NullTests++;
            else if ((stretch ??= new(method.Body)).Guards(instruction))
                Guarded++;
            else
                _findings.Add(new("remaining accesses", $"{method.Module.Assembly.Name.Name}: {method.FullName} IL_{instruction.Offset:x4}: {instruction.OpCode.Name} {field.FullName}"));
        }
    }

    /// <summary>The call of another constructor of the class or of its base class: the first that is about either.</summary>
    private static Instruction? BaseCall(MethodDefinition constructor)
    {
        string own = constructor.DeclaringType.FullName;
        string? parent = constructor.DeclaringType.BaseType?.GetElementType().FullName;
        return constructor.Body.Instructions.FirstOrDefault(instruction => instruction.OpCode.Code is Code.Call or Code.Callvirt
            && instruction.Operand is MethodReference { Name: ".ctor" } called
            && (called.DeclaringType.GetElementType().FullName == own || called.DeclaringType.GetElementType().FullName == parent));
    }
}
