namespace Refusals.Methods;

public partial class Target
{
    public object local;
}
