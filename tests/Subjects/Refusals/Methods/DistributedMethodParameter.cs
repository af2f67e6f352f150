namespace Refusals.Methods;

public partial class Target
{
    public void ByReference(ref int value) { }
    public void WithStream(Stream stream) { }
}
