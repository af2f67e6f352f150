namespace Refused;

/// <summary>A typed reference to a field.</summary>
public sealed partial class Shared
{
    public int MadeReference() => __refvalue(__makeref(_number), int); // WEFT1601
}
