namespace Golden;

public sealed class Distributed
{
    public object? Local;

    public void Tell(string text) => Console.WriteLine(text);

    public int Whisper(int number) => number + 1;

    public async Task<int> Ask(string text)
    {
        await Task.Yield();
        return text.Length;
    }

    public static void Broadcast(string text) => Console.WriteLine(text);
}
