using System.Globalization;
using Stress;
using Weft.Linearizability;

namespace Weft.Cluster.Tests;

/// <summary>One collection of the stress program, unwoven and used by one thread: what the framework's own answers is what the cluster's must.</summary>
internal sealed class ShelfModel(string name) : ISequentialModel
{
    public string Initial { get; } = Text(New(name));

    public string? Step(string state, Operation operation)
    {
        Shelf shelf = New(name);
        shelf.Fill([.. state.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(item => long.Parse(item, CultureInfo.InvariantCulture))]);
        long digest = shelf.Apply(operation.Name, operation.Input);
        return operation.Output is null || operation.Output == digest ? Text(shelf) : null;
    }

    private static Shelf New(string name) => Shelf.All().Single(shelf => shelf.Name == name);

    private static string Text(Shelf shelf) => string.Join(',', shelf.Content.Select(item => item.ToString(CultureInfo.InvariantCulture)));
}
