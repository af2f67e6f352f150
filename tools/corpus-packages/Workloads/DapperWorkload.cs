using Dapper;
using Microsoft.Data.Sqlite;

namespace Weft.Corpus.Packages.Workloads;

/// <summary>Tables, parameters, multi-mapping and transactions over SQLite in memory.</summary>
internal static class DapperWorkload
{
    public static async Task Run(TextWriter output)
    {
        await using SqliteConnection connection = new("Data Source=:memory:");
        await connection.OpenAsync();
        await connection.ExecuteAsync("create table author (id integer primary key, name text); create table book (id integer primary key, author integer, title text, price real, added text)");
        await connection.ExecuteAsync("insert into author values (@Id, @Name)", new[] { new Author { Id = 1, Name = "Ada" }, new Author { Id = 2, Name = "Bob" } });
        for (int id = 1; id <= 9; id++)
        {
            await connection.ExecuteAsync("insert into book values (@id, @author, @title, @price, @added)",
                new { id, author = 1 + (id % 2), title = $"Book '{id}'", price = id % 3 == 0 ? (double?)null : id * 1.5, added = new DateTime(2020, 1, id) });
        }
        IEnumerable<Book> books = await connection.QueryAsync<Book, Author, Book>(
            "select b.*, a.* from book b join author a on a.id = b.author where b.id in @ids order by b.id desc",
            (book, author) => book with { Writer = author }, new { ids = new[] { 2, 3, 5, 7 } });
        foreach (Book book in books)
            await output.WriteLineAsync($"{book.Id} {book.Title} {book.Price} {book.Added:O} {book.Writer?.Name}");
        foreach (dynamic row in await connection.QueryAsync("select author, count(*) n, sum(price) total from book group by author order by author"))
            await output.WriteLineAsync($"{row.author} {row.n} {row.total}");
        await using (System.Data.Common.DbTransaction transaction = await connection.BeginTransactionAsync())
        {
            await connection.ExecuteAsync("delete from book", transaction: transaction);
            await transaction.RollbackAsync();
        }
        using SqlMapper.GridReader grid = await connection.QueryMultipleAsync("select count(*) from book; select name from author order by 1");
        await output.WriteLineAsync($"{await grid.ReadSingleAsync<int>()} {string.Join(",", await grid.ReadAsync<string>())}");
        DynamicParameters parameters = new();
        parameters.Add("least", 10.0);
        await output.WriteLineAsync(string.Join(",", connection.Query<(int Id, double Price)>("select id, price from book where price >= @least", parameters)));
        try
        {
            await connection.QueryFirstAsync<int>("select * from nowhere");
        }
        catch (SqliteException exception)
        {
            await output.WriteLineAsync(exception.Message);
        }
    }

    internal sealed class Author
    {
        public long Id { get; set; }

        public string Name { get; set; } = "";
    }

    internal sealed record Book
    {
        public long Id { get; set; }

        public string Title { get; set; } = "";

        public double? Price { get; set; }

        public DateTime Added { get; set; }

        public Author? Writer { get; set; }
    }
}
