namespace Weft.Annotations;

/// <summary>Takes a named lock of the cluster round a method, as <c>named</c> in an item of <c>locks:</c> does. A rule of the file that names a lock for the same method wins.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class NamedLockAttribute : Attribute
{
    /// <summary>Names the lock.</summary>
    /// <param name="name">Its name in the cluster.</param>
    public NamedLockAttribute(string name) => Name = name;

    /// <summary>The lock's name in the cluster.</summary>
    public string Name { get; }

    /// <summary>Whom it excludes.</summary>
    public LockLevel Level { get; set; }
}

/// <summary>Whom a lock excludes.</summary>
public enum LockLevel
{
    /// <summary>Everybody else.</summary>
    Write,

    /// <summary>Writers.</summary>
    Read,

    /// <summary>Nobody: it only marks a transaction.</summary>
    Concurrent,

    /// <summary>Everybody else; leaving it waits until the hub has the changes.</summary>
    SynchronousWrite,
}
