using System.Runtime.InteropServices;

namespace Refused;

/// <summary>Members of framework types for which the runtime has no counterpart.</summary>
public sealed partial class Shared
{
    public void Direct(System.Reflection.FieldInfo field) => field.SetValueDirect(__makeref(s_direct), 5); // WEFT1602

    private static int s_direct;
}
