namespace Refusals.Contents;

public class Good : List<int> { public List<int> inner = []; public int[] other = []; public readonly List<int> kept = []; public static Good Root; }
public class Unreached : List<int> { public List<int> inner = []; }

public class NoContract { public List<int> inner = []; }
public class Fixed : List<int> { public readonly List<int> inner = []; [NonSerialized] public int[] cache = []; }

public interface IContract : IList<int> { }
public class Elsewhere { public System.Collections.ObjectModel.ObservableCollection<int> items; }
