namespace Apart.Library;

public sealed class Registry
{
    public static Registry? Instance = new();

    private readonly List<string> _watchers = new() { "first" };

    public readonly Dictionary<string, Entity> Entities = new();
    public string Announced = "";

    public void Announce(string text) => Announced += text + _watchers.Count;

    public int Total()
    {
        int total = 0;
        foreach (Entity entity in Entities.Values)
            total += entity.Weight();
        return total;
    }
}
