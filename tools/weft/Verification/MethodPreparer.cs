using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Weft.Cli.Verification;

/// <summary>Runs in the child process: makes the JIT compile every method of the requested assemblies and writes down what it refuses.</summary>
internal sealed class MethodPreparer : IDisposable
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly PreparationRequest _request;
    private readonly ApplicationLoadContext _context;
    private readonly PreparationPosition _position;
    private readonly StreamWriter _findings;

    public MethodPreparer(PreparationRequest request)
    {
        _request = request;
        _context = new(request.Folders, request.FoldersFirst);
        _position = new(request.PositionFile);
        _findings = new(request.FindingsFile, append: true) { AutoFlush = true };
    }

    public void PrepareAll()
    {
        for (int index = _request.ResumeAssembly; index < _request.Assemblies.Length; index++)
            PrepareAssembly(index, index == _request.ResumeAssembly ? _request.ResumeMethod : 0);
    }

    public void Dispose()
    {
        _position.Dispose();
        _findings.Dispose();
    }

    private void PrepareAssembly(int index, int firstMethod)
    {
        string file = _request.Assemblies[index];
        _position.Enter(index, firstMethod, token: 0);
        Assembly assembly;
        try
        {
            assembly = _context.LoadFromAssemblyPath(file);
        }
        catch (Exception failure) when (failure is IOException or BadImageFormatException)
        {
            Add(file, Path.GetFileName(file), failure);
            return;
        }

        GenericArguments picker = new(assembly);
        int ordinal = 0;
        foreach (Type type in TypesOf(assembly, file, report: firstMethod == 0))
        {
            IReadOnlyList<Type[]>? typeArguments = null;
            foreach (MethodBase method in MethodsOf(type, file, report: ordinal >= firstMethod))
            {
                if (ordinal >= firstMethod)
                {
                    _position.Enter(index, ordinal, method.MetadataToken);
                    typeArguments ??= ArgumentsOf(type, picker);
                    PrepareMethod(file, type, method, typeArguments, picker);
                }
                ordinal++;
            }
        }
    }

    private static IReadOnlyList<Type[]> ArgumentsOf(Type type, GenericArguments picker) =>
        type.IsGenericTypeDefinition ? [.. picker.Pick(type.GetGenericArguments(), set => type.MakeGenericType(set))] : [[]];

    private IEnumerable<Type> TypesOf(Assembly assembly, string file, bool report)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException failure)
        {
            foreach (Exception cause in failure.LoaderExceptions.OfType<Exception>().DistinctBy(cause => cause.Message).Where(_ => report))
                Add(file, Path.GetFileName(file), cause);
            return failure.Types.OfType<Type>();
        }
    }

    private List<MethodBase> MethodsOf(Type type, string file, bool report)
    {
        try
        {
            List<MethodBase> methods = [.. type.GetMethods(Declared), .. type.GetConstructors(Declared)];
            methods.RemoveAll(method => method.IsAbstract || !HasBody(method));
            methods.Sort((left, right) => left.MetadataToken.CompareTo(right.MetadataToken));
            return methods;
        }
        catch (Exception failure) when (IsLoadFailure(failure))
        {
            if (report)
                Add(file, type.FullName ?? type.Name, failure);
            return [];
        }
    }

    private static bool HasBody(MethodBase method)
    {
        MethodImplAttributes kind = method.GetMethodImplementationFlags();
        return !method.Attributes.HasFlag(MethodAttributes.PinvokeImpl)
            && (kind & MethodImplAttributes.CodeTypeMask) == MethodImplAttributes.IL
            && !kind.HasFlag(MethodImplAttributes.InternalCall);
    }

    private void PrepareMethod(string file, Type type, MethodBase method, IReadOnlyList<Type[]> typeArguments, GenericArguments picker)
    {
        try
        {
            foreach (Type[] typeSet in typeArguments)
            {
                foreach (Type[] methodSet in MethodSets(type, method, typeSet, picker))
                {
                    RuntimeTypeHandle[] instantiation = [.. typeSet.Concat(methodSet).Select(argument => argument.TypeHandle)];
                    RuntimeHelpers.PrepareMethod(method.MethodHandle, instantiation.Length == 0 ? null : instantiation);
                    _position.CountOne();
                }
            }
        }
        catch (Exception failure)
        {
            // Whatever the JIT throws is the finding itself.
            Add(file, MethodName.Of(method), failure);
        }
    }

    private static IEnumerable<Type[]> MethodSets(Type type, MethodBase method, Type[] typeSet, GenericArguments picker)
    {
        if (method is not MethodInfo { IsGenericMethodDefinition: true } generic)
            return [[]];
        MethodInfo onClosedType = typeSet.Length == 0
            ? generic
            : (MethodInfo)MethodBase.GetMethodFromHandle(generic.MethodHandle, type.MakeGenericType(typeSet).TypeHandle)!;
        return picker.Pick(onClosedType.GetGenericArguments(), set => onClosedType.MakeGenericMethod(set));
    }

    private static bool IsLoadFailure(Exception failure) =>
        failure is TypeLoadException or IOException or BadImageFormatException or MissingMemberException or InvalidProgramException;

    private void Add(string file, string subject, Exception failure)
    {
        string code = failure switch
        {
            InvalidProgramException => VerificationCodes.InvalidProgram,
            MissingMemberException => VerificationCodes.MissingMember,
            TypeLoadException => VerificationCodes.TypeCannotLoad,
            IOException => VerificationCodes.MissingAssembly,
            _ => VerificationCodes.OtherFailure,
        };
        string cause = failure is TypeInitializationException { InnerException: { } inner } ? $" {inner.GetType().Name}: {inner.Message}" : "";
        string what = (failure.Message + cause).ReplaceLineEndings(" ");
        _findings.WriteLine(JsonSerializer.Serialize(new PreparationFinding(code, file, $"{subject}: {failure.GetType().Name}: {what}")));
    }
}
