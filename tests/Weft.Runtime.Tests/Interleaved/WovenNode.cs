using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;

namespace Weft.Runtime.Tests.Interleaved;

/// <summary>A woven assembly as a node inside the test's process, with a runtime of its own.</summary>
internal sealed class WovenNode
{
    private readonly Assembly _assembly;
    private readonly Type _program;

    internal WovenNode(string assembly, string program)
    {
        _assembly = new Context(Path.GetDirectoryName(assembly)!).LoadFromAssemblyPath(assembly);
        _program = _assembly.GetType(program, throwOnError: true)!;
    }

    internal T Call<T>(string method, params object?[] arguments)
    {
        try
        {
            return (T)_program.GetMethod(method)!.Invoke(null, arguments)!;
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }

    internal void Run(string method, params object?[] arguments) => Call<object>(method, arguments);

    /// <summary>The value of a field of an object of the node, past all accessors.</summary>
    internal object Part(object owner, string field) => _assembly.GetType(owner.GetType().FullName!, throwOnError: true)!.GetField(field)!.GetValue(owner)!;

    /// <summary>What is to happen at a stop, by the number of stops that the threads come to before.</summary>
    internal void PauseAt(int stop, Action action)
    {
        int passed = 0;
        FieldInfo pause = _assembly.GetType(Interludes.Class, throwOnError: true)!.GetField(Interludes.Field)!;
        pause.SetValue(null, (Action)Stopped);

        void Stopped()
        {
            if (passed++ < stop)
                pause.SetValue(null, (Action)Stopped);
            else
                action();
        }
    }

    private sealed class Context(string folder) : AssemblyLoadContext("woven node")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string file = assemblyName.Name + ".dll";
            if (File.Exists(Path.Combine(folder, file)))
                return LoadFromAssemblyPath(Path.Combine(folder, file));
            return assemblyName.Name is "Weft.Runtime" or "Weft.Protocol" ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, file)) : null;
        }
    }
}
