using Microsoft.Playwright;

namespace Weft.Samples.Tests;

/// <summary>A drawing that two people make together, and the picture of both their pages.</summary>
internal static class Picture
{
    private const int Threads = 7;

    /// <summary>How many strokes both make.</summary>
    public static string Strokes { get; } = (2 * Threads).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>One draws the upright threads, the other weaves through them.</summary>
    public static async Task DrawAsync(IPage warp, IPage weft)
    {
        await ChooseAsync(warp, color: 2, width: 14);
        await ChooseAsync(weft, color: 5, width: 12);
        for (var i = 0; i < Threads; i++)
        {
            var x = 430 + 120 * i;
            await StrokeAsync(warp, [(x, 130), (x, 770)]);
            var y = 190 + 85 * i;
            var phase = i % 2 * Math.PI;
            await StrokeAsync(weft, [.. Enumerable.Range(0, 43).Select(step => (340 + 22 * step, y + (int)(16 * Math.Sin(step * 22 * Math.PI / 120 + phase))))]);
        }
    }

    /// <summary>Draws with the mouse, in the board's own coordinates.</summary>
    public static async Task StrokeAsync(IPage page, IReadOnlyList<(int X, int Y)> points)
    {
        var box = await page.Locator("#board").BoundingBoxAsync() ?? throw new InvalidOperationException("The board is not shown.");
        var scale = box.Width / 1600;
        await page.Mouse.MoveAsync(box.X + points[0].X * scale, box.Y + points[0].Y * scale);
        await page.Mouse.DownAsync();
        foreach (var (x, y) in points.Skip(1))
            await page.Mouse.MoveAsync(box.X + x * scale, box.Y + y * scale, new() { Steps = points.Count == 2 ? 8 : 1 });
        await page.Mouse.UpAsync();
    }

    /// <summary>Saves both pages side by side.</summary>
    public static async Task SaveAsync(string file, IPage left, IPage right)
    {
        var images = new List<string>();
        foreach (var page in (IPage[])[left, right])
            images.Add($"<img src='data:image/png;base64,{Convert.ToBase64String(await page.ScreenshotAsync())}'>");
        var both = await left.Context.Browser!.NewPageAsync(new() { ViewportSize = new() { Width = 2240, Height = 640 } });
        await both.SetContentAsync(
            "<style>body { margin: 30px; display: flex; gap: 20px; background: #d9d6ea } img { border-radius: 12px; box-shadow: 0 6px 24px #1e1b2e40 }</style>"
            + string.Concat(images));
        await both.ScreenshotAsync(new() { Path = file });
        await both.CloseAsync();
    }

    private static async Task ChooseAsync(IPage page, int color, int width)
    {
        await page.Locator("#colors button").Nth(color).ClickAsync();
        await page.Locator("#width").FillAsync(width.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
