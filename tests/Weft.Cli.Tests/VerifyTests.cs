using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Cli.Tests;

/// <summary><c>weft verify</c> on sound and on broken assemblies.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class VerifyTests
{
    [Test]
    public void ASoundProgramHasNoFindings()
    {
        Finished run = Running.WeftToEnd("verify", Path.Combine(Built.CounterFolder, "Counter.dll"));
        Assert.That(run.ExitCode, Is.Zero, run.All);
        Assert.That(run.Errors, Does.Match(@"verified \d+ methods in 1 assembly: 0 findings"));
    }

    [Test]
    public void ALibraryThatNeedsAspNetCoreGetsItsFramework()
    {
        using Scratch scratch = new();
        string library = BreakTotal(scratch, il =>
        {
            ModuleDefinition module = il.Body.Method.Module;
            AssemblyNameReference web = new("Microsoft.AspNetCore.Http.Abstractions", new Version(10, 0, 0, 0)) { PublicKeyToken = [0xad, 0xb9, 0x79, 0x38, 0x29, 0xdd, 0xae, 0x60] };
            module.AssemblyReferences.Add(web);
            il.Emit(OpCodes.Ldtoken, new TypeReference("Microsoft.AspNetCore.Http", "HttpContext", module, web));
            il.Emit(OpCodes.Pop);
            il.Emit(OpCodes.Ldc_I4_0);
            il.Emit(OpCodes.Ret);
        });
        Finished run = Running.WeftToEnd("verify", library);
        Assert.That(run.ExitCode, Is.Zero, run.All);
    }

    [Test]
    public void ACrashOfTheJitIsAFindingAndTheOtherMethodsAreStillVerified()
    {
        using Scratch scratch = new();
        string broken = BreakTotal(scratch, il =>
        {
            // The runtime follows a nested type by recursion: this one overflows the stack of the thread that compiles the method.
            const int depth = 300_000;
            TypeReference type = il.Body.Method.Module.TypeSystem.Int32;
            for (int i = 0; i < depth; i++)
                type = new ArrayType(type);
            il.Body.Variables.Add(new(type));
            il.Emit(OpCodes.Ldc_I4_0);
            il.Emit(OpCodes.Ret);
        });
        Finished run = Running.WeftToEnd("verify", broken, "--jit-only");
        Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
        Assert.That(run.Errors, Does.Contain("error WEFT1905").And.Contain("Counting.Counter.Total"));
        Assert.That(run.Errors, Does.Contain(": 1 finding"));
    }

    [Test]
    public void InvalidCodeIsAFindingWithAssemblyTypeAndMethod()
    {
        using Scratch scratch = new();
        string broken = BreakTotal(scratch, il => il.Emit(OpCodes.Add));
        Finished run = Running.WeftToEnd("verify", broken, "--jit-only");
        Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
        Assert.That(run.Errors, Does.Contain(broken).And.Contain("error WEFT1901").And.Contain("Counting.Counter.Total()"));
        Assert.That(run.Errors, Does.Contain(": 1 finding"), "the other methods are verified all the same");
    }

    [Test]
    public void WhatTheJitLetsThroughIsFoundInTheIl()
    {
        using Scratch scratch = new();
        string broken = BreakTotal(scratch, il =>
        {
            // An object of another class: nobody notices before memory is read that is not there.
            ModuleDefinition module = il.Body.Method.Module;
            il.Emit(OpCodes.Ldstr, "no counter");
            il.Emit(OpCodes.Callvirt, module.GetType("Counting.Counter").Methods.Single(m => m.Name == "Total"));
            il.Emit(OpCodes.Ret);
        });
        Finished jit = Running.WeftToEnd("verify", broken, "--jit-only");
        Assert.That(jit.ExitCode, Is.Zero, jit.All);
        Finished il = Running.WeftToEnd("verify", broken, "--il-only");
        Assert.That(il.ExitCode, Is.EqualTo(1), il.All);
        Assert.That(il.Errors, Does.Contain("error WEFT1911").And.Contain("Counting.Counter::Total() at IL_0005").And.Not.Contain("compiled"));
        Finished both = Running.WeftToEnd("verify", broken);
        Assert.That(both.ExitCode, Is.EqualTo(1), both.All);
        Assert.That(both.Errors, Does.Contain("error WEFT1911").And.Match(@"compiled \d+ methods in 1 assembly: 0 findings"));
    }

    [Test]
    public void AMissingMemberIsAFinding()
    {
        using Scratch scratch = new();
        string broken = BreakTotal(scratch, il =>
        {
            ModuleDefinition module = il.Body.Method.Module;
            TypeReference console = new("System", "Console", module, module.AssemblyReferences.Single(r => r.Name == "System.Console"));
            il.Emit(OpCodes.Call, new MethodReference("NoSuchMember", module.TypeSystem.Void, console));
            il.Emit(OpCodes.Ldc_I4_0);
            il.Emit(OpCodes.Ret);
        });
        Finished run = Running.WeftToEnd("verify", broken);
        Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
        Assert.That(run.Errors, Does.Contain("error WEFT1903").And.Contain("NoSuchMember").And.Contain("Counting.Counter.Total()"));
    }

    [Test]
    public void AMissingAssemblyIsAFinding()
    {
        using Scratch scratch = new();
        string broken = BreakTotal(scratch, il =>
        {
            ModuleDefinition module = il.Body.Method.Module;
            AssemblyNameReference nowhere = new("Nowhere", new Version(1, 0));
            module.AssemblyReferences.Add(nowhere);
            il.Emit(OpCodes.Call, new MethodReference("Go", module.TypeSystem.Void, new TypeReference("No", "Where", module, nowhere)));
            il.Emit(OpCodes.Ldc_I4_0);
            il.Emit(OpCodes.Ret);
        });
        Finished run = Running.WeftToEnd("verify", broken);
        Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
        Assert.That(run.Errors, Does.Contain("error WEFT1904").And.Contain("Nowhere").And.Contain("Counting.Counter.Total()"));
    }

    [Test]
    public void WhatLiesBesideTheToolDoesNotStandInForAMissingReference()
    {
        using Scratch scratch = new();
        string broken = BreakTotal(scratch, il =>
        {
            ModuleDefinition module = il.Body.Method.Module;
            AssemblyNameReference yaml = new("Mono.Cecil", new Version(0, 11, 0, 0));
            module.AssemblyReferences.Add(yaml);
            il.Emit(OpCodes.Ldtoken, new TypeReference("Mono.Cecil", "ModuleDefinition", module, yaml));
            il.Emit(OpCodes.Pop);
            il.Emit(OpCodes.Ldc_I4_0);
            il.Emit(OpCodes.Ret);
        });
        Finished run = Running.WeftToEnd("verify", broken);
        Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
        Assert.That(run.Errors, Does.Contain("error WEFT1904").And.Contain("Mono.Cecil"));
    }

    [Test]
    public void AFileThatIsNoAssemblyIsRefused()
    {
        using Scratch scratch = new();
        Finished run = Running.WeftToEnd("verify", scratch.Write("notes.dll", "not an assembly"));
        Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
        Assert.That(run.Errors, Does.Contain("notes.dll").And.Contain("not a .NET assembly"));
    }

    /// <summary>Copies the counter with another body in <c>Counter.Total</c> and gives the copy's path.</summary>
    private static string BreakTotal(Scratch scratch, Action<ILProcessor> body)
    {
        string copy = Path.Combine(scratch.CopyFolder(Built.CounterFolder, "app"), "Counter.dll");
        // Cecil writes nested types by recursion.
        const int stack = 1 << 30;
        Thread writer = new(() => Rewrite(copy, body), stack);
        writer.Start();
        writer.Join();
        return copy;
    }

    private static void Rewrite(string file, Action<ILProcessor> body)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(new MemoryStream(File.ReadAllBytes(file)));
        MethodDefinition method = module.GetType("Counting.Counter").Methods.Single(m => m.Name == "Total");
        method.Body = new MethodBody(method);
        body(method.Body.GetILProcessor());
        module.Write(file);
    }
}
