using System.CommandLine;
using Weft.Corpus;

Argument<string> what = new("WHAT") { Description = "Which sets to weave: the shared framework, the packages, both, or a small part of both." };
what.AcceptOnlyFromAmong("cut", "framework", "packages", "all");
Option<string?> report = new("--report") { Description = "A file that gets the report, in Markdown.", HelpName = "FILE" };
Option<string?> details = new("--details") { Description = "A folder that gets every refusal and finding, a file for each set.", HelpName = "FOLDER" };
Option<string?> work = new("--work") { Description = "A folder for the woven assemblies, which stay there; a temporary one by default.", HelpName = "FOLDER" };
Option<bool> noJit = new("--no-jit") { Description = "Leaves out the JIT, which takes most of the time." };
RootCommand root = new("Weaves whole assemblies, all types included, and checks what comes out. Ends with 1 where something is wrong.") { what, report, details, work, noJit };
root.SetAction((parsed, cancellation) => CorpusCommand.Run(
    new(parsed.GetRequiredValue(what), parsed.GetValue(report), parsed.GetValue(details), parsed.GetValue(work), !parsed.GetValue(noJit)), cancellation));
return await root.Parse(args).InvokeAsync();
