using System.CommandLine;
using Weft.Peers;

Argument<int> port = new("PORT");
Argument<int> gateway = new("GATEWAY");
RootCommand root = new("Keeps and uses a map by Redis and Orleans, for the benchmarks of Weft.");

Command silo = new("silo", "An Orleans silo with the map.") { port, gateway };
silo.SetAction((parsed, _) => GrainMap.Serve(parsed.GetValue(port), parsed.GetValue(gateway)));
root.Subcommands.Add(silo);

Command grain = new("grain", "Uses the silo's map.") { gateway };
grain.SetAction(async (parsed, _) => await MapClient.Run(await GrainMap.Connect(parsed.GetValue(gateway))));
root.Subcommands.Add(grain);

Command redis = new("redis", "Uses a hash of a Redis server.") { port };
redis.SetAction(async (parsed, _) => await MapClient.Run(await RedisMap.Connect(parsed.GetValue(port))));
root.Subcommands.Add(redis);
return await root.Parse(args).InvokeAsync();
