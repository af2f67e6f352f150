namespace Refusals.Roots;

public class Item { public int number; }
