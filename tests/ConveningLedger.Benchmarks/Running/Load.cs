using System.Diagnostics;
using System.Net.Http.Headers;

namespace ConveningLedger.Benchmarks.Running;

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

    /// <summary>Asks once.</summary>
    /// <returns>How many milliseconds it took.</returns>
    public async Task<double> Once(byte[]? body)
    {
        var from = Stopwatch.GetTimestamp();
        await Ask(body);
        return Stopwatch.GetElapsedTime(from).TotalMilliseconds;
    }

    /// <summary>Asks again and again for a while, from one side.</summary>
    /// <param name="time">For how long.</param>
    /// <param name="body">What is asked next.</param>
    /// <returns>How many milliseconds the middle one took.</returns>
    public async Task<double> Median(TimeSpan time, Func<byte[]> body)
    {
        var took = new List<double>();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < time;)
            took.Add(await Once(body()));
        return Figures.Median(took);
    }

    /// <summary>Asks from several sides at once, for a while.</summary>
    /// <param name="clients">From how many.</param>
    /// <param name="time">For how long.</param>
    /// <param name="body">What a client asks, by its number.</param>
    /// <returns>How many answers came in a second.</returns>
    public async Task<double> For(int clients, TimeSpan time, Func<int, byte[]?> body)
    {
        var watch = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var answers = 0;
            for (; watch.Elapsed < time; answers++)
                await Ask(body(client));
            return answers;
        })));
        return all.Sum() / watch.Elapsed.TotalSeconds;
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
