using Mono.Cecil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Proposals;

/// <summary>Changes a draft so that an error goes away, as the author of the program would after reading it.</summary>
internal sealed class Repairs(WeaveContext context, Draft draft)
{
    /// <summary>Follows the remedy of an error; false where a configuration cannot help.</summary>
    internal bool Apply(Diagnostic error)
    {
        switch (error.Subject)
        {
            case FieldDefinition field when error.Code is Codes.InitializersDiffer or Codes.InitializerNotReplayable:
                return Transient(field, "none", error);
            case FieldDefinition field when error.Code is Codes.LockInGenericClass:
                return LocalLock($"{field.DeclaringType.FullName}.*{draft.Assembly(field.DeclaringType)}", error);
            case TypeDefinition type when error.Code is Codes.LockInGenericClass:
                return LocalLock($"{type.FullName}.*{draft.Assembly(type)}", error);
            case MethodDefinition method when error.Code == Codes.SynchronizedMethod:
                return LocalLock($"{method.DeclaringType.FullName}.{method.Name}{draft.Assembly(method.DeclaringType)}", error);
            case FieldDefinition field:
                return Refused(field, error);
            case TypeDefinition type when context.Workspace.IsOwn(type):
                return Add(draft.Excluded, type.FullName + draft.Assembly(type), Short(error));
            default:
                return error.Position is { } position && draft.RootLines.TryGetValue(position.Line, out RootCandidate? root) && Drop(root, error);
        }
    }

    private bool Refused(FieldDefinition field, Diagnostic error)
    {
        RootCandidate[] roots = [.. draft.Roots.Where(root => root.Field == field)];
        if (roots.Length > 0)
            return roots.Aggregate(false, (any, root) => Drop(root, error) || any);
        if (field.IsStatic)
            return false;
        // A resource of the framework is nobody's shared state, in whichever class: a rule for its type holds for classes that come later too.
        TypeReference type = field.FieldType.WithoutModifiers();
        return Portability.WhyNever(type) is { } never && type is not (GenericInstanceType or PointerType or FunctionPointerType) && Add(draft.TransientTypes, type.FullName + "+", $"{never}: each node has its own")
            || Transient(field, null, error);
    }

    private bool Transient(FieldDefinition field, string? onLoad, Diagnostic error)
    {
        if (draft.Transients.TryGetValue(field, out (string? OnLoad, string Why) known) && known.OnLoad == onLoad)
            return false;
        draft.Transients[field] = (onLoad, known.Why is null ? Short(error) : $"{known.Why}; {Short(error)}");
        return true;
    }

    private bool Drop(RootCandidate root, Diagnostic error)
    {
        if (!draft.Roots.Remove(root))
            return false;
        draft.Others.Add((root, Short(error)));
        return true;
    }

    private bool LocalLock(string pattern, Diagnostic error) => Add(draft.LocalLocks, pattern, $"excludes the threads of its own node alone: {Short(error)}");

    private static bool Add(SortedDictionary<string, string> rules, string key, string why)
    {
        if (rules.ContainsKey(key))
            return false;
        rules.Add(key, why);
        return true;
    }

    /// <summary>A message without its remedy, which has been followed, and without the way that led there.</summary>
    private static string Short(Diagnostic error)
    {
        string text = error.Message.Split(["; declare", " (reached", "; give the field", "; exclude it", ". Work on"], StringSplitOptions.None)[0];
        int refused = text.IndexOf(" cannot be shared: ", StringComparison.Ordinal);
        return refused < 0 ? text : text.Substring(refused + " cannot be shared: ".Length);
    }
}
