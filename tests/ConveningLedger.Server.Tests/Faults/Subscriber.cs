using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ConveningLedger.Server.Tests.Faults;

/// <summary>Listens to an endeavour, by server-sent events or by a socket; where it is cut off, it goes on from the last cursor that it had, at the other node.</summary>
sealed class Subscriber
{
    const string Query = "subscription($endeavour: Slug!, $after: String) { entryRecorded(endeavour: $endeavour, after: $after) { cursor entry { uuid } } }";
    const int Longest = 1 << 16;

    static readonly TimeSpan BeforeTheNext = TimeSpan.FromMilliseconds(200);

    readonly Machine machine;
    readonly bool bySocket;
    readonly List<Guid> heard = [];
    readonly Task listening;
    string cursor;

    /// <summary>Begins to listen.</summary>
    /// <param name="machine">Where.</param>
    /// <param name="endeavour">To what.</param>
    /// <param name="after">From where.</param>
    /// <param name="first">At which node first.</param>
    /// <param name="bySocket">Whether by a socket.</param>
    /// <param name="stop">Ends it.</param>
    public Subscriber(Machine machine, string endeavour, string after, int first, bool bySocket, CancellationToken stop)
    {
        (this.machine, Endeavour, cursor, this.bySocket) = (machine, endeavour, after, bySocket);
        listening = Listen(first, stop);
    }

    /// <summary>To which endeavour.</summary>
    public string Endeavour { get; }

    /// <summary>By which way.</summary>
    public string Way => bySocket ? "socket" : "events";

    /// <summary>Why it was last cut off.</summary>
    public string CutOff { get; private set; } = "";

    /// <summary>What it has heard so far, in that order.</summary>
    public IReadOnlyList<Guid> Heard
    {
        get
        {
            lock (heard)
                return [.. heard];
        }
    }

    /// <summary>Waits until it has ended.</summary>
    public Task End() => listening;

    async Task Listen(int first, CancellationToken stop)
    {
        for (var turn = first; !stop.IsCancellationRequested; turn++)
        {
            try
            {
                var url = machine.Nodes[turn % machine.Nodes.Count].Url;
                await foreach (var message in bySocket ? Socket(url, stop) : Events(url, stop))
                    Take(message);
                CutOff = "it was completed";
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or WebSocketException or OperationCanceledException or JsonException or InvalidDataException)
            {
                CutOff = fault.Message;
            }
            await Task.Delay(BeforeTheNext, stop).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    void Take(JsonElement result)
    {
        if (!result.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException(result.ToString());
        var notice = data.GetProperty("entryRecorded");
        lock (heard)
        {
            cursor = notice.GetProperty("cursor").GetString()!;
            if (notice.GetProperty("entry") is { ValueKind: JsonValueKind.Object } entry)
                heard.Add(entry.GetProperty("uuid").GetGuid());
        }
    }

    object Request() => new { query = Query, variables = new { endeavour = Endeavour, after = cursor } };

    async IAsyncEnumerable<JsonElement> Events(string url, [EnumeratorCancellation] CancellationToken stop)
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{url}/graphql") { Content = JsonContent.Create(Request()) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", machine.Token);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        using var reader = new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(stop));
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            if (line.StartsWith("data: {", StringComparison.Ordinal))
                yield return JsonSerializer.Deserialize<JsonElement>(line["data: ".Length..]);
        }
    }

    async IAsyncEnumerable<JsonElement> Socket(string url, [EnumeratorCancellation] CancellationToken stop)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        await socket.ConnectAsync(new($"ws{url["http".Length..]}/graphql"), stop);
        await Send(socket, new { type = "connection_init", payload = new { Authorization = $"Bearer {machine.Token}" } }, stop);
        while (await Receive(socket, stop) is { } message)
        {
            switch (message.GetProperty("type").GetString())
            {
                case "connection_ack":
                    await Send(socket, new { id = "1", type = "subscribe", payload = Request() }, stop);
                    break;
                case "ping":
                    await Send(socket, new { type = "pong" }, stop);
                    break;
                case "next":
                    yield return message.GetProperty("payload");
                    break;
                case "error":
                    throw new InvalidDataException(message.ToString());
                case "complete":
                    yield break;
            }
        }
    }

    static Task Send(ClientWebSocket socket, object message, CancellationToken stop) =>
        socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, stop);

    static async Task<JsonElement?> Receive(ClientWebSocket socket, CancellationToken stop)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[Longest];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), stop);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new InvalidDataException($"It was closed: {socket.CloseStatus} {socket.CloseStatusDescription}");
            whole.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return JsonSerializer.Deserialize<JsonElement>(whole.ToArray());
        }
    }
}
