using Weft.Weaver.Diagnostics;

namespace Weft.Corpus.Report;

/// <summary>What stands before the numbers.</summary>
internal static class ReportIntroduction
{
    public const string Text = $$"""
        # The corpus

        Real assemblies, woven in whole: every class of the ASP.NET Core shared framework and of many packages from NuGet, under `include: '**'`. This page is made by the command itself:

        ```
        dotnet run -c Release --project tools/corpus -- all --report docs/corpus.md    # everything: 3 minutes on 2 processors, 4 GiB of memory
        dotnet run -c Release --project tools/corpus -- all --details FOLDER           # with a file of every refusal and finding
        dotnet run -c Release --project tools/corpus -- cut                            # a small part, as the tests run it
        ```

        It ends with 1 where anything is wrong. [tests/Weft.Corpus.Tests](../tests/Weft.Corpus.Tests) runs the small part; with `WEFT_CORPUS=all` in the environment, everything.

        ## How it goes

        1. A set of assemblies is planned as one application. Nobody has written a configuration for it, so the weaver refuses what cannot be shared. After each round the command does what the messages
           name as remedy, for the very members that were refused: the field becomes transient (without on-load), the class is excluded, the lock stays local; a call of a framework member without
           counterpart stays as it is. It goes on until nothing is refused any more. Each refusal is counted below; none is a failure.
        2. The plan is carried out and written as `weft weave` does it.
        3. The woven files are checked. What goes wrong in any of these is a *finding*, and so is a crash of the weaver:
           - No instruction touches a shared field as if nobody shared it, except before the call of a base constructor, where nobody else can see the object, and in stretches whose owners are asked
             before and behind ([architecture.md](architecture.md), regions). The files are read anew for this, without the weaver's analysis.
           - The IL verifier finds nothing that the unwoven form does not have.
           - The JIT compiles every method, woven and unwoven, and refuses no more than before. The module initializers of the woven assemblies run.
           - ICSharpCode.Decompiler makes C# of all types of some of the assemblies, and fails at none where it does not fail unwoven: it follows bodies by rules of its own.
           - Each workload of [tools/corpus-packages](../tools/corpus-packages), an ordinary program that uses the packages, prints the same woven as unwoven, byte by byte; one is a server with routing, JSON, dependency injection and controllers, and its answers to requests over TCP. For the shared framework the
             program is as it was, and runs in an installation of .NET whose frameworks are the woven ones.

        Left out: `System.Private.CoreLib`, since what woven code calls is itself made of it. Precompiled code (ReadyToRun) is dropped, as from every assembly that is rewritten.
        The classes that are not instrumented derive from classes with state that are not woven (exceptions, streams, handles), or are excluded after a refusal. What the compiler makes for lambdas and state machines is
        woven as code, and its instances are never shared, so it does not count as a class.
        Many of {{Codes.MemberNotWoven}} in the shared framework are calls that the collections make to private members of their own: a collection that has shims is woven here as code of the application, which no application does.

        ## The last run

        """;
}
