using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using Weft.Weaver.Explain;

namespace Weft.Weaver.Tests.Explain;

public sealed class IlPrinterTests : IDisposable
{
    private readonly ModuleDefinition _module = ModuleDefinition.CreateModule("Printed", ModuleKind.Dll);

    public void Dispose() => _module.Dispose();

    [Test]
    public void A_method_is_printed_with_labels_names_and_exception_regions()
    {
        MethodDefinition method = WithFinally();
        Assert.That(IlPrinter.Print(method), Is.EqualTo("""
            .method private static int Shop/Till::Count(string name, Dictionary<string, int> counts)
            {
              .locals init (int V_0)
              .try {
                ldarg counts
                ldarg name
                callvirt instance !1 Dictionary<string, int>::get_Item(!0)
                stloc V_0
                leave L1
              }
              catch Exception {
                pop
                rethrow
              }
              L0: ldstr "a\n\"b\""
              pop
              L1: ldloc V_0
              ldc.i4 5
              beq L0
              ldloc V_0
              ret
            }

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void Short_and_long_forms_print_alike()
    {
        MethodDefinition method = WithFinally();
        string printed = IlPrinter.Print(method);
        method.Body.OptimizeMacros();
        Assert.That(method.Body.Instructions.Select(instruction => instruction.OpCode), Does.Contain(OpCodes.Leave_S).And.Contain(OpCodes.Ldarg_1));
        Assert.That(IlPrinter.Print(method), Is.EqualTo(printed));
    }

    [Test]
    public void A_class_is_printed_with_its_fields()
    {
        MethodDefinition method = WithFinally();
        method.DeclaringType.Fields.Add(new("_total", FieldAttributes.Private | FieldAttributes.InitOnly, _module.TypeSystem.Int32));
        Assert.That(IlPrinter.Print(method.DeclaringType), Does.StartWith(".class Shop/Till\n  .field private initonly int _total\n\n  .method private static int Shop/Till::Count("));
    }

    [Test]
    public void A_difference_shows_what_changed_and_not_which_labels_moved_on()
    {
        string[] before = ["a", "br L0", "b", "c", "d", "e", "f", "g", "L0: ret"];
        string[] after = ["a", "br L1", "b", "c", "d", "e", "new", "L0: more", "br L0", "f", "g", "L1: ret"];
        Assert.That(LineDifference.Unified(before, after), Is.EqualTo(new[] { "@@ -4,6 +4,9 @@", " c", " d", " e", "+new", "+N0: more", "+br N0", " f", " g", " L0: ret" }));
    }

    [Test]
    public void Equal_texts_have_no_difference() => Assert.That(LineDifference.Unified(["a", "L0: b", "br L0"], ["a", "L0: b", "br L0"]), Is.Empty);

    [Test]
    public void A_difference_leads_from_one_text_to_the_other()
    {
        Random random = new(7);
        for (int round = 0; round < 200; round++)
        {
            string[] before = [.. Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(4).ToString())];
            string[] after = [.. Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(4).ToString())];
            Assert.That(Applied(before, [.. LineDifference.Unified(before, after)]), Is.EqualTo(after), $"[{string.Join(' ', before)}] to [{string.Join(' ', after)}]");
        }
    }

    /// <summary>Applies a unified difference and checks its context on the way.</summary>
    private static List<string> Applied(string[] before, string[] difference)
    {
        List<string> result = [];
        int at = 0;
        foreach (string line in difference)
        {
            if (line.StartsWith("@@", StringComparison.Ordinal))
            {
                int start = int.Parse(line.Split(' ', ',')[1]);
                for (start = -start - 1; at < start; at++)
                    result.Add(before[at]);
                continue;
            }
            if (line[0] != '+')
                Assert.That(before[at++], Is.EqualTo(line[1..]));
            if (line[0] != '-')
                result.Add(line[1..]);
        }
        result.AddRange(before[at..]);
        return result;
    }

    private MethodDefinition WithFinally()
    {
        TypeSystem types = _module.TypeSystem;
        TypeDefinition outer = new("", "Shop", TypeAttributes.Class, types.Object), type = new("", "Till", TypeAttributes.NestedPrivate, types.Object);
        outer.NestedTypes.Add(type);
        _module.Types.Add(outer);
        TypeReference counts = _module.ImportReference(typeof(Dictionary<string, int>));
        MethodDefinition method = new("Count", MethodAttributes.Private | MethodAttributes.Static, types.Int32);
        type.Methods.Add(method);
        method.Parameters.Add(new("name", ParameterAttributes.None, types.String));
        method.Parameters.Add(new("counts", ParameterAttributes.None, counts));
        method.Body.InitLocals = true;
        VariableDefinition found = new(types.Int32);
        method.Body.Variables.Add(found);
        ILProcessor il = method.Body.GetILProcessor();
        Instruction again = Instruction.Create(OpCodes.Ldstr, "a\n\"b\""), check = Instruction.Create(OpCodes.Ldloc, found), handler = Instruction.Create(OpCodes.Pop);
        il.Emit(OpCodes.Ldarg, method.Parameters[1]);
        il.Emit(OpCodes.Ldarg, method.Parameters[0]);
        il.Emit(OpCodes.Callvirt, _module.ImportReference(typeof(Dictionary<string, int>).GetMethod("get_Item")));
        il.Emit(OpCodes.Stloc, found);
        il.Emit(OpCodes.Leave, check);
        il.Append(handler);
        il.Emit(OpCodes.Rethrow);
        il.Append(again);
        il.Emit(OpCodes.Pop);
        il.Append(check);
        il.Emit(OpCodes.Ldc_I4, 5);
        il.Emit(OpCodes.Beq, again);
        il.Emit(OpCodes.Ldloc, found);
        il.Emit(OpCodes.Ret);
        method.Body.ExceptionHandlers.Add(new(ExceptionHandlerType.Catch)
        {
            TryStart = method.Body.Instructions[0],
            TryEnd = handler,
            HandlerStart = handler,
            HandlerEnd = again,
            CatchType = _module.ImportReference(typeof(Exception)),
        });
        return method;
    }
}
