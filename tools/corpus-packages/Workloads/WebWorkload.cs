using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Weft.Corpus.Packages.Workloads;

/// <summary>A server on Kestrel: routing, JSON, dependency injection, middleware, controllers; and a client that asks it over TCP.</summary>
internal static class WebWorkload
{
    public static async Task Run(TextWriter output)
    {
        await using WebApplication application = Build();
        await application.StartAsync();
        using HttpClient client = new() { BaseAddress = new(application.Urls.First()) };
        await Ask(output, client, new(HttpMethod.Get, "/"));
        await Ask(output, client, Post("/orders", new Order("pen", 3, 1.5m)));
        await Ask(output, client, Post("/orders", new Order("ink", 1, 7.25m)));
        await Ask(output, client, new(HttpMethod.Get, "/orders?min=2"));
        await Ask(output, client, new(HttpMethod.Get, "/orders/2"));
        await Ask(output, client, new(HttpMethod.Get, "/orders/9"));
        await Ask(output, client, new(HttpMethod.Get, "/orders/none"));
        await Ask(output, client, new(HttpMethod.Post, "/orders") { Content = new StringContent("{ \"name\": 1", Encoding.UTF8, "application/json") });
        await Ask(output, client, new(HttpMethod.Put, "/orders/1"));
        await Ask(output, client, new(HttpMethod.Get, "/fails"));
        await Ask(output, client, new(HttpMethod.Get, "/stream"));
        await Ask(output, client, Post("/totals", new TotalRequest { Names = ["pen", "ink"] }));
        await Ask(output, client, Post("/totals", new TotalRequest()));
        await Ask(output, client, new(HttpMethod.Get, "/totals/pen"));
        string[] many = await Task.WhenAll(Enumerable.Range(0, 40).Select(index => client.GetStringAsync(new Uri($"/square/{index}", UriKind.Relative))));
        await output.WriteLineAsync(string.Join(",", many));
        await application.StopAsync();
    }

    private static WebApplication Build()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<OrderBook>();
        builder.Services.AddScoped<RequestNumber>();
        builder.Services.AddProblemDetails();
        builder.Services.AddControllers().AddApplicationPart(typeof(TotalsController).Assembly);
        WebApplication application = builder.Build();
        application.UseExceptionHandler();
        application.UseStatusCodePages();
        application.Use(async (context, next) =>
        {
            context.Response.Headers["X-Request"] = context.RequestServices.GetRequiredService<RequestNumber>().Text;
            await next(context);
        });
        application.MapGet("/", () => "hello");
        RouteGroupBuilder orders = application.MapGroup("/orders");
        orders.MapPost("", (Order order, OrderBook book) => Results.Created($"/orders/{book.Add(order)}", order));
        orders.MapGet("", (OrderBook book, int min = 0) => book.All.Where(order => order.Count >= min));
        orders.MapGet("{id:int}", (int id, OrderBook book) => book.Find(id) is { } order ? Results.Ok(order) : Results.NotFound());
        application.MapGet("/fails", string () => throw new InvalidOperationException("It fails."));
        application.MapGet("/stream", Stream);
        application.MapGet("/square/{number:int}", (int number) => number * number);
        application.MapControllers();
        return application;
    }

    private static async IAsyncEnumerable<int> Stream()
    {
        for (int number = 1; number <= 5; number++)
        {
            await Task.Yield();
            yield return number * number;
        }
    }

    private static HttpRequestMessage Post<T>(string path, T content) => new(HttpMethod.Post, path) { Content = JsonContent.Create(content) };

    private static async Task Ask(TextWriter output, HttpClient client, HttpRequestMessage request)
    {
        using (request)
        {
            using HttpResponseMessage response = await client.SendAsync(request);
            string body = await response.Content.ReadAsStringAsync();
            // An identifier of the request is another one each time.
            int trace = body.IndexOf(",\"traceId\"", StringComparison.Ordinal);
            MediaTypeHeaderValue? type = response.Content.Headers.ContentType;
            string number = string.Join(",", response.Headers.TryGetValues("X-Request", out IEnumerable<string>? values) ? values : []);
            await output.WriteLineAsync($"{request.Method} {request.RequestUri!.PathAndQuery} -> {(int)response.StatusCode} {type} {response.Headers.Location} {number} {(trace < 0 ? body : body[..trace])}");
        }
    }
}

internal sealed record Order(string Name, int Count, decimal Price);

/// <summary>What all requests share.</summary>
internal sealed class OrderBook
{
    private readonly Lock _gate = new();
    private readonly List<Order> _orders = [];

    public IReadOnlyList<Order> All
    {
        get
        {
            lock (_gate)
                return [.. _orders];
        }
    }

    public int Add(Order order)
    {
        lock (_gate)
        {
            _orders.Add(order);
            return _orders.Count;
        }
    }

    public Order? Find(int id) => All.ElementAtOrDefault(id - 1);
}

/// <summary>One for each request.</summary>
internal sealed class RequestNumber(OrderBook book)
{
    public string Text { get; } = $"after {book.All.Count}";
}

public sealed class TotalRequest
{
    [System.ComponentModel.DataAnnotations.MinLength(1)]
    public IReadOnlyList<string> Names { get; init; } = [];
}

[ApiController]
[Route("totals")]
public sealed class TotalsController : ControllerBase
{
    [HttpPost]
    public IActionResult Total(TotalRequest request, [FromServices] IServiceProvider services)
    {
        OrderBook book = services.GetRequiredService<OrderBook>();
        return Ok(new { total = book.All.Where(order => request.Names.Contains(order.Name)).Sum(order => order.Count * order.Price) });
    }

    [HttpGet("{name}")]
    public IActionResult One(string name, [FromQuery] bool loud) => Content(loud ? name.ToUpperInvariant() : name);
}
