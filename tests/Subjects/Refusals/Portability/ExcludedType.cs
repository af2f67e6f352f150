namespace Refusals.Portability;

public class Secret { public int number; }
public class WithSecret { public Secret secret; public static WithSecret Root; }
