using System.Runtime.Loader;

namespace Weft.Bench.Micro;

/// <summary>One copy of the workload, with all that it refers to, in a load context of its own.</summary>
internal sealed class LoadedCopy
{
    private readonly AssemblyLoadContext _context;
    private readonly string _file;

    public LoadedCopy(string file)
    {
        _file = file;
        _context = new AssemblyLoadContext(file);
        _context.Resolving += (_, name) =>
            Path.Combine(Path.GetDirectoryName(file)!, name.Name + ".dll") is var beside && File.Exists(beside) ? _context.LoadFromAssemblyPath(beside) : null;
    }

    /// <summary>A static method of a class, as a delegate.</summary>
    public T Method<T>(string type, string name) where T : Delegate =>
        _context.LoadFromAssemblyPath(_file).GetType(type, throwOnError: true)!.GetMethod(name)!.CreateDelegate<T>();
}
