using Autofac;
using Autofac.Core;
using Autofac.Core.Registration;
using Autofac.Features.OwnedInstances;

namespace Weft.Corpus.Packages.Workloads;

/// <summary>Scopes, decorators, open generics, keys, relationships and errors.</summary>
internal static class AutofacWorkload
{
    public static async Task Run(TextWriter output)
    {
        Journal journal = new();
        ContainerBuilder builder = new();
        builder.RegisterInstance(journal);
        builder.RegisterType<Clock>().As<IClock>().SingleInstance();
        builder.RegisterDecorator<LoudClock, IClock>();
        builder.RegisterGeneric(typeof(Store<>)).As(typeof(IStore<>)).InstancePerLifetimeScope();
        builder.RegisterType<Worker>().AsSelf().WithParameter("name", "w").OnActivated(made => journal.Add($"activated {made.Instance.Name}"));
        builder.Register((IClock clock) => $"now {clock.Now}").Keyed<string>("now");
        await using (IContainer container = builder.Build())
        {
            await using ILifetimeScope scope = container.BeginLifetimeScope("request", inner => inner.RegisterType<Extra>().InstancePerMatchingLifetimeScope("request"));
            Worker worker = scope.Resolve<Worker>();
            await output.WriteLineAsync($"{worker.Name} {worker.Clock.Now} {ReferenceEquals(worker.Store, scope.Resolve<IStore<int>>())} {ReferenceEquals(worker.Store, container.Resolve<IStore<int>>())}");
            await output.WriteLineAsync(scope.ResolveKeyed<string>("now") + scope.Resolve<IEnumerable<IClock>>().Count());
            using (Owned<Worker> owned = scope.Resolve<Func<string, Owned<Worker>>>()("other"))
                await output.WriteLineAsync(owned.Value.Name);
            await output.WriteLineAsync(scope.Resolve<Lazy<Extra>>().Value.GetType().Name);
            foreach (Type type in (Type[])[typeof(Extra), typeof(IDisposable), typeof(Loop)])
            {
                try
                {
                    container.Resolve(type);
                }
                catch (DependencyResolutionException exception)
                {
                    await output.WriteLineAsync($"{type.Name}: {exception is ComponentNotRegisteredException}");
                }
            }
        }
        await output.WriteLineAsync(string.Join(", ", journal));
    }

    private interface IClock
    {
        int Now { get; }
    }

    private interface IStore<T>
    {
        T? Value { get; }
    }

    private sealed class Journal : List<string>;

    private sealed class Clock : IClock
    {
        public int Now => 12;
    }

    private sealed class LoudClock(IClock clock) : IClock
    {
        public int Now => clock.Now * 100;
    }

    private sealed class Store<T>(Journal journal) : IStore<T>, IDisposable
    {
        public T? Value => default;

        public void Dispose() => journal.Add($"store of {typeof(T).Name} gone");
    }

    private sealed class Worker(string name, IClock clock, IStore<int> store, Journal journal) : IDisposable
    {
        public string Name => name;

        public IClock Clock => clock;

        public IStore<int> Store => store;

        public void Dispose() => journal.Add($"{name} gone");
    }

    private sealed class Extra;

    private sealed class Loop(Loop self)
    {
        public Loop Self => self;
    }
}
