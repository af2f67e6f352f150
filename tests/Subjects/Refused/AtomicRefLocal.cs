namespace Refused;

/// <summary>A ref local that holds the address of a field or of something else, and reaches an atomic operation.</summary>
public sealed partial class Shared
{
    public int AtomicRefLocal(bool other, int[] given)
    {
        ref int place = ref _number; // WEFT1601
        if (other)
            place = ref given[0];
        return Interlocked.Increment(ref place);
    }
}
