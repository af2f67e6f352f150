namespace Stretches;

/// <summary>The stretches, and what threads and nodes do to each other in between.</summary>
public static class Program
{
    private static Board? s_root;

    public static void MakeRoot() => s_root = new Board();

    public static bool HasRoot() => s_root is not null;

    /// <summary>An object that nobody else knows, with what is shared with it.</summary>
    public static Board Make(int mark) => new() { Mark = mark, Held = [], Items = [], Numbers = [1, 2] };

    public static void Share(Board board) => s_root!.Next = board;

    public static bool IsShared(int mark) => s_root!.Next?.Mark == mark;

    /// <summary>Stores that are guarded together.</summary>
    public static void Store(Board board)
    {
        board.First = 1;
        board.Second = 2;
        board.Third = 3;
    }

    /// <summary>Reads and stores that are guarded together.</summary>
    public static void Exchange(Board board)
    {
        int first = board.First;
        board.First = board.Second + 10;
        board.Second = first + 20;
    }

    /// <summary>Changes the shared object from another node.</summary>
    public static void StoreElsewhere()
    {
        lock (s_root!)
        {
            Board board = s_root.Next!;
            board.First = 7;
            board.Second = 8;
            board.Third = 9;
        }
    }

    public static string Content() => s_root!.Next is { } board ? $"{board.First} {board.Second} {board.Third}" : "none";

    public static string LockedContent()
    {
        lock (s_root!)
            return Content();
    }

    /// <summary>Reads one list again and again, in the end in a lock.</summary>
    public static string Counts(List<Late> list)
    {
        int first = list.Count;
        int second = list.Count;
        int third;
        lock (s_root!)
            third = list.Count;
        return $"{first} {second} {third}";
    }

    /// <summary>The sum of a list in a loop that has nothing else in it.</summary>
    public static int Sum(List<int> list)
    {
        int sum = 0;
        for (int i = 0; i < list.Count; i++)
            sum += list[i];
        return sum;
    }

    public static int LockedSum(List<int> list)
    {
        lock (s_root!)
            return Sum(list);
    }

    /// <summary>Adds to a shared list from another node, and says so by a field.</summary>
    public static void AddNumberElsewhere(int mark)
    {
        lock (s_root!)
        {
            s_root.Next!.Numbers!.Add(3);
            s_root.Mark = mark;
        }
    }

    /// <summary>Adds from another node what waits at its list, behind what keeps the worker.</summary>
    public static void AddLateElsewhere(int mark)
    {
        lock (s_root!)
        {
            s_root.Next!.Held!.Add(new Holding());
            s_root.Next!.Items!.Add(new Late { Number = 3 });
            s_root.Mark = mark;
        }
    }

    public static void CloseGate() => Gate.Close();

    public static void WaitAtGate() => Gate.WaitUntilEntered();

    public static void OpenGate() => Gate.Open();

    public static int Told() => s_root!.Mark;
}
