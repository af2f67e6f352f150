namespace Refusals.Roots;

public class Generic<T> { public static Item Root; }
