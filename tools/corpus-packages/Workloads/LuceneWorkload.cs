using System.Globalization;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.QueryParsers.Classic;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Weft.Corpus.Packages.Workloads;

/// <summary>Indexes generated texts in memory, deletes, updates, merges and searches.</summary>
internal static class LuceneWorkload
{
    private static readonly string[] Words = "the quick brown fox jumps over lazy dogs while seven wizards quietly box five dozen jugs of liquor near an old river bank".Split(' ');

    public static async Task Run(TextWriter output)
    {
        using RAMDirectory directory = new();
        using StandardAnalyzer analyzer = new(LuceneVersion.LUCENE_48);
        IndexWriterConfig config = new(LuceneVersion.LUCENE_48, analyzer) { MaxBufferedDocs = 50, MergeScheduler = new SerialMergeScheduler() };
        using (IndexWriter writer = new(directory, config))
        {
            uint state = 12345;
            for (int id = 0; id < 400; id++)
                writer.AddDocument(Document(id, Text(ref state)));
            writer.DeleteDocuments(new Term("id", "17"));
            writer.UpdateDocument(new Term("id", "18"), Document(18, "a unique replacement about weaving"));
            writer.Commit();
            writer.ForceMerge(1);
        }
        using DirectoryReader reader = DirectoryReader.Open(directory);
        IndexSearcher searcher = new(reader);
        await output.WriteLineAsync($"{reader.NumDocs} of {reader.MaxDoc}, fox in {reader.DocFreq(new Term("text", "fox"))}");
        QueryParser parser = new(LuceneVersion.LUCENE_48, "text", analyzer);
        foreach (string query in (string[])["weaving", "quick AND fox", "\"brown fox\"~3", "wiz*", "+river -bank", "foks~1", "title:[100 TO 105]", "(lazy OR seven) AND NOT dogs"])
        {
            TopDocs top = searcher.Search(parser.Parse(query), 5);
            string hits = string.Join(" ", top.ScoreDocs.Select(hit => $"{searcher.Doc(hit.Doc).Get("id")}:{hit.Score.ToString("0.000", CultureInfo.InvariantCulture)}"));
            await output.WriteLineAsync($"{query}: {top.TotalHits} {hits}");
        }
        TopFieldDocs sorted = searcher.Search(new MatchAllDocsQuery(), NumericRangeFilter.NewInt32Range("number", 20, 40, true, false), 6, new Sort(new SortField("number", SortFieldType.INT32, reverse: true)));
        await output.WriteLineAsync(string.Join(" ", sorted.ScoreDocs.Select(hit => searcher.Doc(hit.Doc).Get("title"))));
        await output.WriteLineAsync(searcher.Explain(parser.Parse("quick fox"), 3).ToString());
    }

    private static Document Document(int id, string text) =>
    [
        new StringField("id", id.ToString(CultureInfo.InvariantCulture), Field.Store.YES),
        new StringField("title", id.ToString("000", CultureInfo.InvariantCulture), Field.Store.YES),
        new TextField("text", text, Field.Store.NO),
        new Int32Field("number", id % 60, Field.Store.NO),
    ];

    private static string Text(ref uint state)
    {
        List<string> words = [];
        for (int count = 0; count < 12; count++)
        {
            state = (state * 1664525) + 1013904223;
            words.Add(Words[(int)((state >> 16) % (uint)Words.Length)]);
        }
        return string.Join(' ', words);
    }
}
