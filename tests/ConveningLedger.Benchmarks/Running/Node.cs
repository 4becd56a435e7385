using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace ConveningLedger.Benchmarks.Running;

/// <summary>A published server that runs.</summary>
sealed class Node : IAsyncDisposable
{
    readonly Child child;

    Node(Child child, string url, string token) => (this.child, Url, Token) = (child, url, token);

    /// <summary>Where it answers.</summary>
    public string Url { get; }

    /// <summary>Where it answers GraphQL.</summary>
    public string GraphQL => $"{Url}/graphql";

    /// <summary>The operator's.</summary>
    public string Token { get; }

    /// <summary>The memory that it has, in bytes.</summary>
    public long ResidentBytes => child.ResidentBytes;

    /// <summary>What a server is told: the database, and that nobody here asks too much.</summary>
    public static Dictionary<string, string> Environment(string database, string url) => new()
    {
        ["ConnectionStrings__Ledger"] = database,
        ["ASPNETCORE_URLS"] = url,
        ["GraphQL__Limits__Burst"] = "1000000000000",
        ["GraphQL__Limits__CostPerSecond"] = "1000000000000",
        ["GraphQL__Limits__Cost"] = "1000000000",
        ["GraphQL__Limits__Execution"] = "00:05:00",
    };

    /// <summary>Starts one, and waits until it answers.</summary>
    /// <param name="program">The published program.</param>
    /// <param name="database">Its database.</param>
    /// <param name="token">The operator's token, where there is one already.</param>
    public static async Task<Node> Start(string program, string database, string? token = null)
    {
        var url = FreeUrl();
        var environment = Environment(database, url);
        var child = Child.Start("dotnet", [program, "run"], environment);
        try
        {
            await Answering($"{url}/health/ready", child);
            token ??= (await Child.RunAsync("dotnet", [program, "token"], environment)).Output.Trim();
            return new(child, url, token);
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client of its API.</summary>
    /// <param name="expected">What every right answer has in it.</param>
    public Client Client(string? expected = null) => new(GraphQL, Token, expected is null ? null : Encoding.UTF8.GetBytes(expected));

    /// <summary>The body of a request.</summary>
    public static byte[] Body(string query, object? variables = null) => JsonSerializer.SerializeToUtf8Bytes(new { query, variables });

    /// <summary>Waits until an address answers.</summary>
    public static async Task Answering(string url, Child child, string? token = null)
    {
        using var http = new HttpClient();
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        for (var end = DateTime.UtcNow.AddMinutes(3); DateTime.UtcNow < end; await Task.Delay(5))
        {
            if (!child.IsRunning)
                throw new InvalidOperationException($"{url} ended.\n{await child.Said()}");
            try
            {
                using var answer = await http.GetAsync(url);
                if ((int)answer.StatusCode < 500)
                    return;
            }
            catch (HttpRequestException)
            {
            }
        }
        throw new InvalidOperationException($"{url} does not answer.");
    }

    /// <summary>An address of this machine that nobody listens at.</summary>
    public static string FreeUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => child.DisposeAsync();
}
