using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace Weft.Corpus.Packages.Workloads;

/// <summary>Makes messages, writes them, parses them again and walks through the parts.</summary>
internal static class MimeKitWorkload
{
    public static async Task Run(TextWriter output)
    {
        MimeMessage message = new() { MessageId = "one@example.org", Date = new(2020, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), Subject = "Grüße — 你好" };
        message.From.Add(new MailboxAddress("Ätna, Inc.", "from@example.org"));
        message.To.AddRange(InternetAddressList.Parse("\"B, C\" <b@example.org>, group: d@example.org, e@example.org;, =?utf-8?q?F=C3=B6?= <f@example.org>"));
        Multipart mixed = new("mixed") { Boundary = "outer" };
        mixed.Add(new MultipartAlternative { new TextPart("plain") { Text = "naïve text\r\nwith = and " + new string('x', 100) }, new TextPart("html") { Text = "<p>naïve</p>" } });
        ((Multipart)mixed[0]).Boundary = "inner";
        mixed.Add(new MimePart("application", "octet-stream")
        {
            Content = new MimeContent(new MemoryStream([.. Enumerable.Range(0, 300).Select(value => (byte)value)])),
            ContentDisposition = new(ContentDisposition.Attachment) { FileName = "naïve name with spaces and a very long tail that must be folded.bin" },
            ContentTransferEncoding = ContentEncoding.Base64,
        });
        message.Body = mixed;
        using MemoryStream bytes = new();
        await message.WriteToAsync(bytes);
        await output.WriteLineAsync(Encoding.Latin1.GetString(bytes.ToArray()));

        bytes.Position = 0;
        MimeMessage parsed = await new MimeParser(bytes, MimeFormat.Entity).ParseMessageAsync();
        await output.WriteLineAsync($"{parsed.Subject} {parsed.From} {parsed.To.Count} {parsed.To.Mailboxes.Count()} {parsed.Date:O} {parsed.TextBody?.Length} {parsed.HtmlBody}");
        foreach (MimeEntity part in new MimeIterator(parsed).AsParts())
            await output.WriteLineAsync($"{part.ContentType.MimeType} {part.ContentDisposition?.FileName} {(part as MimePart)?.ContentTransferEncoding} {Size(part)}");
        foreach (string text in (string[])["Mon, 02 Jan 2006 15:04:05 -0700", "2 Jan 06 15:04 PST", "nonsense", "Thu, 1 Jan 1970 00:00:00 GMT (comment)"])
            await output.WriteLineAsync($"{text}: {(DateUtils.TryParse(text, out DateTimeOffset date) ? date.ToString("O") : "no date")}");
        HeaderList headers = await HeaderList.LoadAsync(new MemoryStream(Encoding.ASCII.GetBytes("Received: by a;\r\n\tMon\r\nX-Odd:value\r\nReceived: by b\r\n\r\n")));
        await output.WriteLineAsync(string.Join(";", headers.Select(header => $"{header.Field}={header.Value.Trim()}")));
    }

    private static IEnumerable<MimeEntity> AsParts(this MimeIterator iterator)
    {
        while (iterator.MoveNext())
            yield return iterator.Current;
    }

    private static long Size(MimeEntity entity)
    {
        if (entity is not MimePart { Content: { } content })
            return -1;
        using MemoryStream decoded = new();
        content.DecodeTo(decoded);
        return decoded.Length;
    }
}
