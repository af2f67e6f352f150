using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Weft.Corpus.Packages.Workloads;

/// <summary>Markdown with every extension, to HTML, to plain text and as a tree.</summary>
internal static class MarkdigWorkload
{
    private const string Text = """
        # Title {#id .cls}

        Some *emphasis*, **strong `code`**, ~~gone~~, H~2~O, a [link](http://e.org "t") and <http://auto.org>.[^1]

        1. one
           - nested
           - [x] task
        2. two

        | a | b |
        |:--|--:|
        | 1 | `|` |

        > quote
        lazy

        ```cs
        var x = 1 < 2;
        ```

        Term
        :   Definition

        $$ x^2 $$ and :smile: -- "quotes"...

        [^1]: The *note*.
        """;

    public static async Task Run(TextWriter output)
    {
        MarkdownPipeline pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().UseSmartyPants().UseEmojiAndSmiley().Build();
        await output.WriteLineAsync(Markdown.ToHtml(Text, pipeline));
        await output.WriteLineAsync(Markdown.ToPlainText(Text, pipeline));
        MarkdownDocument document = Markdown.Parse(Text, pipeline);
        foreach (MarkdownObject part in document.Descendants())
            await output.WriteLineAsync($"{part.GetType().Name} {part.Span} {(part as LiteralInline)?.Content}");
    }
}
