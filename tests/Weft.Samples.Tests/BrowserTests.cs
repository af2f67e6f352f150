using System.Diagnostics;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Weft.Samples.Tests;

/// <summary>Two browsers in one room, on one server or on two.</summary>
[TestFixture(typeof(OneServer))]
[TestFixture(typeof(TwoNodes))]
public class BrowserTests<TDeployment> : DeploymentFixture<TDeployment> where TDeployment : Deployment, new()
{
    private const string BrowserRoom = "weaving";
    private const string ScreenshotVariable = "WEFT_SCREENSHOT";
    private static readonly float Milliseconds = (float)Patience.TotalMilliseconds;

    private readonly List<string> pageErrors = [];
    private IPlaywright playwright = null!;
    private IBrowser firstBrowser = null!;
    private IBrowser lastBrowser = null!;

    /// <summary>Starts the browsers.</summary>
    [OneTimeSetUp]
    public async Task StartBrowsers()
    {
        playwright = await Playwright.CreateAsync();
        firstBrowser = await Chromium.LaunchAsync(playwright);
        lastBrowser = await Chromium.LaunchAsync(playwright);
    }

    /// <summary>Ends the browsers.</summary>
    [OneTimeTearDown]
    public async Task EndBrowsers()
    {
        if (firstBrowser is not null)
            await firstBrowser.CloseAsync();
        if (lastBrowser is not null)
            await lastBrowser.CloseAsync();
        playwright?.Dispose();
    }

    [Test]
    public async Task WhatOneDrawsAndSaysTheOtherSees()
    {
        var ann = await OpenAsync(firstBrowser, First, "Ann");
        var bob = await OpenAsync(lastBrowser, Last, "Bob");

        await DrawAsync(ann, (400, 300), (800, 300));
        await SeenAsync(bob, "The stroke", () => Expect(bob.Locator("#board")).ToHaveAttributeAsync("data-strokes", "1", new() { Timeout = Milliseconds }));
        await InkedAsync(bob, 600, 300);
        Assert.That(await IsInkedAsync(bob, 600, 500), Is.False);

        await SayAsync(ann, "Do you see the line?");
        await SeenAsync(bob, "The chat line", () => Expect(bob.Locator("#lines li")).ToHaveTextAsync([new System.Text.RegularExpressions.Regex("Ann.*Do you see the line")], new() { Timeout = Milliseconds }));

        await DrawAsync(bob, (400, 500), (800, 500));
        await SayAsync(bob, "Yes, and I drew one.");
        await Expect(ann.Locator("#board")).ToHaveAttributeAsync("data-strokes", "2", new() { Timeout = Milliseconds });
        await Expect(ann.Locator("#lines li")).ToHaveCountAsync(2, new() { Timeout = Milliseconds });
        await InkedAsync(ann, 600, 500);

        var late = await OpenAsync(lastBrowser, Last, "Late");
        await Expect(late.Locator("#board")).ToHaveAttributeAsync("data-strokes", "2", new() { Timeout = Milliseconds });
        await Expect(late.Locator("#lines li")).ToHaveCountAsync(2, new() { Timeout = Milliseconds });

        await bob.ClickAsync("#undo");
        await Expect(ann.Locator("#board")).ToHaveAttributeAsync("data-strokes", "1", new() { Timeout = Milliseconds });
        await ann.ClickAsync("#clear");
        await Expect(late.Locator("#board")).ToHaveAttributeAsync("data-strokes", "0", new() { Timeout = Milliseconds });
        await TakePictureAsync(ann, bob);
        Assert.That(pageErrors, Is.Empty);
    }

    /// <summary>Draws the picture for the documents; takes its time, so only where the variable names a file.</summary>
    private async Task TakePictureAsync(IPage ann, IPage bob)
    {
        if (Deployment.Servers.Count < 2 || Environment.GetEnvironmentVariable(ScreenshotVariable) is not { Length: > 0 } file)
            return;
        await Picture.DrawAsync(ann, bob);
        foreach (var page in (IPage[])[ann, bob])
            await Expect(page.Locator("#board")).ToHaveAttributeAsync("data-strokes", Picture.Strokes, new() { Timeout = Milliseconds });
        await Picture.SaveAsync(file, ann, bob);
    }

    private async Task<IPage> OpenAsync(IBrowser browser, Uri server, string person)
    {
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1080, Height = 580 } });
        page.SetDefaultTimeout(Milliseconds);
        page.PageError += (_, error) => pageErrors.Add(error);
        await page.GotoAsync(new Uri(server, $"/?room={BrowserRoom}&name={person}").ToString());
        await Expect(page.Locator("#state")).ToHaveTextAsync("online", new() { Timeout = Milliseconds });
        return page;
    }

    private static async Task DrawAsync(IPage page, (int X, int Y) from, (int X, int Y) to) => await Picture.StrokeAsync(page, [from, to]);

    private static async Task SayAsync(IPage page, string text)
    {
        await page.FillAsync("#text", text);
        await page.PressAsync("#text", "Enter");
    }

    private static async Task<bool> IsInkedAsync(IPage page, int x, int y) => await page.EvaluateAsync<bool>(
        "([x, y]) => document.getElementById('board').getContext('2d').getImageData(x, y, 1, 1).data[3] > 0", new[] { x, y });

    /// <summary>Waits until there is ink at a place: a stroke comes in pieces while it is drawn, and counts from its first one.</summary>
    private static async Task InkedAsync(IPage page, int x, int y)
    {
        var start = Stopwatch.GetTimestamp();
        while (!await IsInkedAsync(page, x, y))
        {
            Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(Patience), $"no stroke came to lie at {x}, {y}");
            await Task.Delay(20);
        }
    }

    private static async Task SeenAsync(IPage page, string what, Func<Task> seen)
    {
        var start = Stopwatch.GetTimestamp();
        await seen();
        await TestContext.Out.WriteLineAsync($"{what} was seen on {new Uri(page.Url).Authority} after at most {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms.");
    }
}
