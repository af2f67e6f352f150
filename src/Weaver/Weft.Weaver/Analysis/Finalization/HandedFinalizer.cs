using Mono.Cecil;

namespace Weft.Weaver.Analysis.Finalization;

/// <summary>A finalizer that may use what is shared: where the program is a node, a thread of the runtime runs it.</summary>
/// <param name="Type">The class.</param>
/// <param name="Method">Its finalizer; null where it inherits one of code that is not woven, and what that calls is overridden here.</param>
/// <param name="Overriding">What is overridden; null where the class has a finalizer of its own.</param>
/// <param name="Reason">What may be shared, in words for <c>explain</c>.</param>
public sealed record HandedFinalizer(TypeDefinition Type, MethodDefinition? Method, MethodDefinition? Overriding, string Reason);
