namespace Weft.Corpus.Gates;

/// <summary>Something that is wrong with a woven set.</summary>
/// <param name="Gate">The gate that found it.</param>
/// <param name="Message">What and where.</param>
internal sealed record Finding(string Gate, string Message);
