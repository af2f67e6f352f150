using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Weft.Corpus.Packages.Workloads;

/// <summary>Parses broken markup, queries by selectors, changes the tree and writes it.</summary>
internal static class AngleSharpWorkload
{
    private const string Page = """
        <!doctype html><title>Shop &amp; more</title>
        <body><table><tr><td>1<td>2<tr><td colspan=2>3</table><p>one<p>two <b>bold <i>both</b> italic</i>
        <ul id=list><li class="a b">first<li class=b data-price="12.5">second<li>third</ul>
        <form action=/buy><input name=q value="x &quot;y&quot;"><select><option>A<option selected>B</select></form>
        <script>if (a < b) document.write("<p>no</p>")</script><svg viewBox="0 0 1 1"><circle r=1 /></svg>
        """;

    public static async Task Run(TextWriter output)
    {
        IBrowsingContext context = BrowsingContext.New(Configuration.Default);
        IDocument document = await context.OpenAsync(request => request.Content(Page).Address("http://localhost/shop/"));
        await output.WriteLineAsync(document.Title);
        foreach (string selector in (string[])["li.b", "li:nth-child(odd)", "ul > li:not(.b)", "[data-price]", "td[colspan='2']", "p b, p i", "option:checked", "form input[name=q]"])
            await output.WriteLineAsync($"{selector}: {string.Join(" | ", document.QuerySelectorAll(selector).Select(element => element.OuterHtml))}");

        IElement list = document.QuerySelector("#list")!;
        for (int index = 4; index < 40; index++)
        {
            IElement item = document.CreateElement("li");
            item.TextContent = $"item <{index}>";
            item.ClassList.Add("added", index % 2 == 0 ? "even" : "odd");
            list.InsertBefore(item, list.FirstChild);
        }
        list.QuerySelector(".even:last-of-type, .odd")!.Remove();
        list.Children[3].InnerHtml = "<em>changed</em> &lt;";
        list.Children[5].SetAttribute("title", "\"q\" & 'a'");
        await output.WriteLineAsync(document.QuerySelectorAll("li.added.even").Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await output.WriteLineAsync(document.DocumentElement.OuterHtml);
        INode fragment = new HtmlParser().ParseFragment("<td>x<div>y</td>z", document.CreateElement("tr"))[0];
        await output.WriteLineAsync(fragment.ToHtml());
        await output.WriteLineAsync(document.QuerySelector("form")!.BaseUri + " " + ((AngleSharp.Html.Dom.IHtmlFormElement)document.Forms[0]).Action);
    }
}
