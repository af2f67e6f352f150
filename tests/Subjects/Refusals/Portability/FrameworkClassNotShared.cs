namespace Refusals.Portability;

public class WithRegex { public System.Text.RegularExpressions.Regex pattern = new("a"); public static WithRegex Root; }
