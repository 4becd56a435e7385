using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace ConveningLedger.Server.Tests.Faults;

/// <summary>A client that records by mutation, and sends again under the same id whatever was not answered, to the other node.</summary>
sealed class Recorder(Machine machine, Journal journal, int first) : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    static readonly TimeSpan BeforeTheNext = TimeSpan.FromMilliseconds(100);

    readonly HttpClient http = new() { Timeout = Patience };

    /// <summary>Sends an entry until it is acknowledged.</summary>
    /// <param name="told">The entry.</param>
    /// <param name="stop">When it is given up; that is a finding.</param>
    public async Task Record(Told told, CancellationToken stop)
    {
        var why = "";
        for (var turn = first; !stop.IsCancellationRequested; turn++)
        {
            if (await Try(told, turn, reason => why = reason, stop))
                return;
            await Task.Delay(BeforeTheNext, stop).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
        journal.Find($"{told.Endeavour}: entry {told.Id} was not acknowledged in time: {why}");
    }

    /// <summary>Sends an entry to both nodes at once, until both have acknowledged it or it is acknowledged by one and the other is not there.</summary>
    public async Task RecordTwice(Told told, CancellationToken stop) =>
        await Task.WhenAll(Record(told, stop), Try(told, first + 1, static _ => { }, stop));

    public void Dispose() => http.Dispose();

    async Task<bool> Try(Told told, int turn, Action<string> because, CancellationToken stop)
    {
        journal.Send(told);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{machine.Nodes[turn % machine.Nodes.Count].Url}/graphql")
            {
                Content = JsonContent.Create(new
                {
                    query = $"mutation($input: Record{told.Kind}Input!) {{ answer: record{told.Kind}(input: $input) {{ entry {{ uuid sequence }} errors {{ message }} }} }}",
                    variables = new { input = told.Input },
                }),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", machine.Token);
            using var response = await http.SendAsync(request, stop);
            var text = await response.Content.ReadAsStringAsync(stop);
            // Who is told that the server has a fault of its own does not know that trying again is of use.
            if (response.StatusCode == HttpStatusCode.InternalServerError || text.Contains("\"INTERNAL\"", StringComparison.Ordinal))
                journal.Find($"{told.Endeavour}: entry {told.Id} was answered by {(int)response.StatusCode}: {text}");
            return Read(told, text, because);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            because(fault.Message);
            return false;
        }
    }

    bool Read(Told told, string text, Action<string> because)
    {
        because(text);
        JsonElement answer;
        try
        {
            answer = JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return false;
        }
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object || data.GetProperty("answer") is not { ValueKind: JsonValueKind.Object } payload)
            return false;
        if (payload.GetProperty("errors").GetArrayLength() > 0)
            journal.Find($"{told.Endeavour}: entry {told.Id} ({told.Kind}) was refused: {payload.GetProperty("errors")}");
        else if (payload.GetProperty("entry") is { ValueKind: JsonValueKind.Object } entry && entry.GetProperty("uuid").GetGuid() == told.Id)
            journal.Acknowledge(told, (long)entry.GetProperty("sequence").GetDouble());
        else
            journal.Find($"{told.Endeavour}: entry {told.Id} was acknowledged as {payload.GetProperty("entry")}");
        return true;
    }
}
