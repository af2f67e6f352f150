using System.Text;

namespace Weft.Runtime.Collections.Texts;

/// <summary>
/// Where an operation that runs code of the program appends: the text itself, or beside a shared one, which is then given all at once what was appended; also, as in the framework, if the operation fails halfway.
/// </summary>
internal readonly ref struct TextDraft
{
    private readonly StringBuilder _target;

    internal TextDraft(StringBuilder target)
    {
        _target = target;
        Text = TextReplica.Of(target) is null ? target : new StringBuilder();
    }

    /// <summary>What to append to.</summary>
    internal StringBuilder Text { get; }

    public void Dispose()
    {
        if (ReferenceEquals(Text, _target))
        {
            if (_target is not null)
                TextReplica.Seen(_target);
            return;
        }
        if (TextReplica.Of(_target) is { } replica)
            replica.Append(_target, Text);
        else
            _target.Append(Text);
    }
}
