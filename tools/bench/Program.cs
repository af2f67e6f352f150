using System.CommandLine;
using Weft.Bench;
using Weft.Bench.Raw;

Argument<string> what = new("WHAT") { Description = "Which part to measure." };
what.AcceptOnlyFromAmong("micro", "cluster", "weave", "all");
Option<string?> output = new("--output") { Description = "A file that gets the table too.", HelpName = "FILE" };
RootCommand root = new("Measures Weft beside plain code and raw TCP, and prints a table of ratios.") { what, output };
root.SetAction((parsed, cancellation) => Suite.Run(parsed.GetRequiredValue(what), parsed.GetValue(output), cancellation));

Command echo = new(EchoServer.CommandName, "The other process of the raw ping-pong.") { Hidden = true };
echo.SetAction(_ => EchoServer.Run());
root.Subcommands.Add(echo);
return await root.Parse(args).InvokeAsync();
