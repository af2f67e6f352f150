namespace Refused;

/// <summary>A field's address kept in a ref field.</summary>
public ref struct Keeper(ref int place)
{
    public ref int Place = ref place;
}

public sealed partial class Shared
{
    public void RefField()
    {
        Keeper keeper = new(ref _number); // WEFT1601
        keeper.Place++;
    }
}
