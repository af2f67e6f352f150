namespace Refused;

/// <summary>A ref local that holds the address of one of two places and reaches an atomic operation.</summary>
public sealed partial class Shared
{
    public int RefLocal(bool other)
    {
        ref int place = ref _number; // WEFT1601
        if (other)
            place = ref _pair.Left; // WEFT1601
        return Interlocked.Increment(ref place);
    }
}
