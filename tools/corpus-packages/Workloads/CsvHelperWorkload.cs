using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Weft.Corpus.Packages.Workloads;

/// <summary>Records out and in, with maps, quoting and bad data.</summary>
internal static class CsvHelperWorkload
{
    public static async Task Run(TextWriter output)
    {
        List<Row> rows = [.. Enumerable.Range(1, 5).Select(number => new Row { Number = number, Name = $"n \"{number}\", x\ny", When = new(2020, 1, number), Price = number / 4m })];
        StringWriter text = new() { NewLine = "\n" };
        await using (CsvWriter writer = new(text, CultureInfo.InvariantCulture))
        {
            writer.Context.RegisterClassMap<RowMap>();
            await writer.WriteRecordsAsync(rows);
        }
        await output.WriteLineAsync(text.ToString());
        using CsvReader reader = new(new StringReader(text.ToString()), CultureInfo.InvariantCulture);
        reader.Context.RegisterClassMap<RowMap>();
        await foreach (Row row in reader.GetRecordsAsync<Row>())
            await output.WriteLineAsync($"{row.Number} {row.Name.Length} {row.When:O} {row.Price}");
        CsvConfiguration lenient = new(CultureInfo.InvariantCulture) { Delimiter = ";", HasHeaderRecord = false, MissingFieldFound = null, BadDataFound = bad => output.WriteLine($"bad: {bad.Field}") };
        using CsvReader loose = new(new StringReader("1;a\n2;\"b\"c;d\n3"), lenient);
        while (await loose.ReadAsync())
            await output.WriteLineAsync($"{loose.GetField<int>(0)} {loose.GetField(1)} {loose.Parser.Count}");
        try
        {
            using CsvReader strict = new(new StringReader("Number,Name\nx,y"), CultureInfo.InvariantCulture);
            await output.WriteLineAsync(strict.GetRecords<Row>().Count().ToString(CultureInfo.InvariantCulture));
        }
        catch (CsvHelperException exception)
        {
            await output.WriteLineAsync(exception.GetType().Name);
        }
    }

    internal sealed class Row
    {
        public int Number { get; set; }

        public string Name { get; set; } = "";

        public DateTime When { get; set; }

        public decimal Price { get; set; }
    }

    private sealed class RowMap : ClassMap<Row>
    {
        public RowMap()
        {
            Map(row => row.Number).Name("no").Index(0);
            Map(row => row.When).TypeConverterOption.Format("yyyy/MM/dd").Index(1);
            Map(row => row.Name).Name("name").Index(2);
            Map(row => row.Price).Index(3);
        }
    }
}
