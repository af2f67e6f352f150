namespace Refusals.Portability;

public class OfObjects : System.Collections.ArrayList { public int number; public static OfObjects Root; public override int Capacity { get => base.Capacity; set { number++; base.Capacity = value; } } }
public class OfBits : System.Collections.Hashtable { public static OfBits Root; }

public class OfOddBits : OfBits { protected override int GetHash(object key) => 1; }
public class HoldsBits { public OfBits bits; public static HoldsBits Root; }

public class Orders : System.ComponentModel.Component { public int number; }
public class OfComponent { public Orders orders; public static OfComponent Root; }

public class Failure : Exception { public int number; public static Failure Root; }
