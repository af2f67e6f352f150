using System.Globalization;

namespace Weft.Hub.Tests.Support;

/// <summary>The seed of a random test: the environment's, to replay a failure, or the test's own.</summary>
internal static class TestSeed
{
    public static int Get(int usual) => Given ?? usual;

    /// <summary>What WEFT_SEED says.</summary>
    public static int? Given =>
        int.TryParse(Environment.GetEnvironmentVariable("WEFT_SEED"), NumberStyles.Integer, CultureInfo.InvariantCulture, out int seed) ? seed : null;
}
