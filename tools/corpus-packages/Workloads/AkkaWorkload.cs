using Akka.Actor;
using Akka.Configuration;
using Akka.Routing;

namespace Weft.Corpus.Packages.Workloads;

/// <summary>Actors that ask, change their behaviour, fail and are supervised.</summary>
internal static class AkkaWorkload
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task Run(TextWriter output)
    {
        Config config = ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }");
        using ActorSystem system = ActorSystem.Create("corpus", config);
        IActorRef counter = system.ActorOf(Props.Create(() => new Counter()), "counter");
        for (int number = 1; number <= 100; number++)
            counter.Tell(number);
        await output.WriteLineAsync($"{await counter.Ask<int>("total", Patience)} {counter.Path}");
        counter.Tell("fail");
        await output.WriteLineAsync($"{await counter.Ask<int>("total", Patience)} after a restart");

        IActorRef router = system.ActorOf(Props.Create(() => new Squares()).WithRouter(new RoundRobinPool(3)), "squares");
        int[] squares = await Task.WhenAll(Enumerable.Range(1, 20).Select(number => router.Ask<int>(number, Patience)));
        await output.WriteLineAsync(string.Join(" ", squares));

        IActorRef door = system.ActorOf(Props.Create(() => new Door()), "door");
        foreach (string message in (string[])["push", "open", "open", "push", "close", "push"])
            await output.WriteLineAsync($"{message}: {await door.Ask<string>(message, Patience)}");
        await output.WriteLineAsync(config.GetString("akka.loglevel") + " " + config.GetInt("akka.missing", 7));
        await output.WriteLineAsync((await counter.GracefulStop(Patience)).ToString());
        await system.Terminate();
    }

    private sealed class Counter : ReceiveActor
    {
        private int _total;

        public Counter()
        {
            Receive<int>(number => _total += number);
            Receive<string>(text => text == "fail", _ => throw new InvalidOperationException("on purpose"));
            Receive<string>(_ => Sender.Tell(_total));
        }
    }

    private sealed class Squares : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell((int)message * (int)message);
    }

    private sealed class Door : ReceiveActor
    {
        private int _passed;

        public Door() => Closed();

        private void Closed()
        {
            Receive<string>(text => text == "open", _ => { Become(Opened); Sender.Tell("opened"); });
            ReceiveAny(_ => Sender.Tell($"shut, {_passed} passed"));
        }

        private void Opened()
        {
            Receive<string>(text => text == "close", _ => { Become(Closed); Sender.Tell("closed"); });
            Receive<string>(text => text == "push", _ => Sender.Tell($"number {++_passed}"));
            ReceiveAny(_ => Sender.Tell("already"));
        }
    }
}
