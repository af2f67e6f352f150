namespace Refusals.Transients;

public class FromParameter(int size) { public int[] buffer = new int[size]; public static FromParameter Root; }

public class Differing
{
    public List<int> listeners;
    public Differing() { listeners = new List<int>(); }
    public Differing(int size) { listeners = new List<int>(size); }
    public static Differing Root;
}
