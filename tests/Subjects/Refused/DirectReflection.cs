namespace Refused;

/// <summary>A form of reflection that works on an address, for which the runtime has no counterpart.</summary>
public sealed partial class Shared
{
    public void Direct(System.Reflection.FieldInfo field) => field.SetValueDirect(__makeref(s_direct), 5); // WEFT1602

    private static int s_direct;
}
