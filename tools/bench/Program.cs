using System.CommandLine;
using Weft.Bench;
using Weft.Bench.Collections;
using Weft.Bench.Processes;
using Weft.Bench.Raw;
using Weft.Bench.Weave;

Argument<string> what = new("WHAT") { Description = "Which part to measure." };
what.AcceptOnlyFromAmong("micro", "separate", "collections", "cluster", "storage", "weave", "build", "all");
Option<string?> output = new("--output") { Description = "A file that gets the table too.", HelpName = "FILE" };
RootCommand root = new("Measures Weft beside plain code and raw TCP, and prints a table of ratios.") { what, output };
root.SetAction((parsed, cancellation) => Suite.Run(parsed.GetRequiredValue(what), parsed.GetValue(output), cancellation));

Argument<int?> processor = new("PROCESSOR") { Arity = ArgumentArity.ZeroOrOne };
Command echo = new(EchoServer.CommandName, "The answering process of the raw ping-pong.") { processor };
echo.Hidden = true;
echo.SetAction(parsed => EchoServer.Run(parsed.GetValue(processor)));
root.Subcommands.Add(echo);

Argument<string[]> command = new("COMMAND");
Command measured = new(MeasuredProcess.CommandName, "Runs dotnet with the arguments and tells what it took.") { command };
measured.Hidden = true;
measured.SetAction(parsed => MeasuredProcess.RunChild(parsed.GetRequiredValue(command)));
root.Subcommands.Add(measured);

Argument<string> file = new("FILE");
Argument<string> folder = new("FOLDER");
Command bare = new(BareRewrite.CommandName, "Reads and writes an assembly.") { file, folder };
bare.Hidden = true;
bare.SetAction(parsed => BareRewrite.Run(parsed.GetRequiredValue(file), parsed.GetRequiredValue(folder)));
root.Subcommands.Add(bare);

Argument<string> woven = new("WOVEN");
Argument<string> method = new("METHOD");
Argument<string[]> names = new("NAME");
Command turns = new(CollectionTurns.CommandName, "Runs steps on collections in turns, woven and unwoven.") { woven, method, names };
turns.Hidden = true;
turns.SetAction(parsed => CollectionTurns.Run(parsed.GetRequiredValue(woven), parsed.GetRequiredValue(method), parsed.GetRequiredValue(names)));
root.Subcommands.Add(turns);

Argument<int> port = new("PORT");
Argument<int> times = new("TIMES");
Command ping = new(PingClient.CommandName, "The asking process of the raw ping-pong.") { port, times, processor };
ping.Hidden = true;
ping.SetAction(parsed => PingClient.Run(parsed.GetValue(port), parsed.GetValue(times), parsed.GetValue(processor)));
root.Subcommands.Add(ping);
return await root.Parse(args).InvokeAsync();
