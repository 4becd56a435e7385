using System.Diagnostics;
using System.Net.Http.Headers;

namespace ConveningLedger.Benchmarks.Running;

/// <summary>What came of asking for a while.</summary>
/// <param name="Answers">How many answers there were.</param>
/// <param name="Took">How long it was asked.</param>
/// <param name="Milliseconds">How long each answer took, ascending.</param>
sealed record Loaded(int Answers, TimeSpan Took, double[] Milliseconds)
{
    public double PerSecond => Answers / Took.TotalSeconds;

    public double Median => Figures.Median(Milliseconds);
}

/// <summary>A client that asks, and waits for each answer; the same for all that is measured.</summary>
/// <param name="url">Whom it asks.</param>
/// <param name="token">With which token; null: none.</param>
/// <param name="expected">What every right answer has in it.</param>
sealed class Client(string url, string? token, byte[]? expected = null) : IDisposable
{
    readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(100) };

    /// <summary>Asks once.</summary>
    /// <param name="body">The body; null: a GET.</param>
    public async Task<byte[]> Ask(byte[]? body)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, url);
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        using var response = await http.SendAsync(request);
        var answer = await response.Content.ReadAsByteArrayAsync();
        if (!response.IsSuccessStatusCode || (expected is not null && answer.AsSpan().IndexOf(expected) < 0))
            throw new InvalidOperationException($"{url} answered {(int)response.StatusCode}: {System.Text.Encoding.UTF8.GetString(answer.AsSpan(0, Math.Min(answer.Length, 2_000)))}");
        return answer;
    }

    /// <summary>Asks from several sides at once, for a while.</summary>
    /// <param name="clients">From how many.</param>
    /// <param name="time">For how long.</param>
    /// <param name="body">What a client asks, by its number.</param>
    public async Task<Loaded> For(int clients, TimeSpan time, Func<int, byte[]?> body)
    {
        var watch = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var took = new List<double>();
            while (watch.Elapsed < time)
            {
                var from = watch.Elapsed;
                await Ask(body(client));
                took.Add((watch.Elapsed - from).TotalMilliseconds);
            }
            return took;
        })));
        var end = watch.Elapsed;
        double[] sorted = [.. all.SelectMany(took => took).Order()];
        return new(sorted.Length, end, sorted);
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
