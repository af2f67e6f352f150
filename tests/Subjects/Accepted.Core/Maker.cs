namespace Accepted;

/// <summary>A delegate that the configuration shares.</summary>
public delegate string Maker(int number);

/// <summary>Another one, generic.</summary>
public delegate string Maker<in T>(T value);
