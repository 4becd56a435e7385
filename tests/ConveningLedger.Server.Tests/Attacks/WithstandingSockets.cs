using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace ConveningLedger.Server.Tests.Attacks;

/// <summary>Sockets that speak <c>graphql-transport-ws</c>, and those that do not.</summary>
[Collection(UnderAttack.Name)]
public sealed class WithstandingSockets(AttackedServer server)
{
    const string Ask = """{"id":"1","type":"subscribe","payload":{"query":"{ __typename }"}}""";

    string Init => $$$"""{"type":"connection_init","payload":{"Authorization":"Bearer {{{server.Token}}}"}}""";

    [Theory]
    [InlineData(4400, "nonsense")]
    [InlineData(4400, "[]")]
    [InlineData(4400, "{}")]
    [InlineData(4400, """{"type":1}""")]
    [InlineData(4400, """{"type":"nonsense"}""")]
    [InlineData(4400, """{"type":"start","id":"1"}""")]
    [InlineData(4400, """{"type":"connection_init","payload":1}""")]
    [InlineData(4400, """{"type":"ping","payload":"x"}""")]
    [InlineData(4400, """{"type":"complete"}""")]
    [InlineData(4400, """{"type":"complete","id":1}""")]
    [InlineData(4400, """{"type":"subscribe","id":"1"}""")]
    [InlineData(4400, """{"type":"subscribe","payload":{"query":"{ __typename }"}}""")]
    [InlineData(4400, "{\"type\":\"ping\",\"payload\":{\"a\":\"\\ud800\"}}")]
    [InlineData(4401, Ask)]
    [InlineData(4403, """{"type":"connection_init"}""")]
    [InlineData(4403, """{"type":"connection_init","payload":{"Authorization":"Bearer nonsense"}}""")]
    public async Task what_is_wrong_before_anybody_is_known_closes_the_socket(int code, string message)
    {
        using var socket = await Open();
        await Say(socket, message);

        Assert.Equal(code, (await Closed(socket)).Code);
    }

    [Theory]
    [InlineData(4400, """{"type":"subscribe","id":"","payload":{"query":"{ __typename }"}}""")]
    [InlineData(4400, """{"type":"subscribe","id":"1","payload":{}}""")]
    [InlineData(4400, """{"type":"subscribe","id":"1","payload":{"query":1}}""")]
    [InlineData(4400, """{"type":"subscribe","id":"1","payload":{"query":"{ __typename }","variables":[]}}""")]
    [InlineData(4400, """{"type":"subscribe","id":"1","payload":{"query":"{ __typename }","operationName":1}}""")]
    [InlineData(4429, """{"type":"connection_init"}""")]
    public async Task what_is_wrong_afterwards_closes_it_too(int code, string message)
    {
        using var socket = await Known();
        await Say(socket, message);

        Assert.Equal(code, (await Closed(socket)).Code);
    }

    [Fact]
    public async Task an_id_that_is_in_use_closes_it_however_long_it_is()
    {
        using var socket = await Known();
        var id = new string('x', 10_000);
        for (var twice = 0; twice < 2; twice++)
            await Say(socket, $$$"""{"type":"subscribe","id":"{{{id}}}","payload":{"query":"subscription { entryRecorded(endeavour: \"vessa-water\") { cursor } }"}}""");

        var (code, reason) = await Closed(socket);
        Assert.Equal(4409, code);
        Assert.InRange(Encoding.UTF8.GetByteCount(reason), 1, 123);
    }

    [Fact]
    public async Task who_does_not_say_who_they_are_is_let_go_though_they_ping()
    {
        using var socket = await Open();
        var closed = Closed(socket);
        for (var ping = 0; ping < 8 && !closed.IsCompleted; ping++)
        {
            await Say(socket, """{"type":"ping"}""");
            await Task.WhenAny(closed, Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken));
        }

        Assert.Equal(4408, (await closed).Code);
    }

    [Fact]
    public async Task another_protocol_is_not_spoken()
    {
        using var socket = await Open("graphql-ws");

        Assert.Equal(4406, (await Closed(socket)).Code);
    }

    [Fact]
    public async Task too_long_a_message_closes_it()
    {
        using var socket = await Known();
        await Say(socket, $$$"""{"type":"ping","payload":{"a":"{{{new string('x', 300_000)}}}"}}""");

        Assert.Equal(1009, (await Closed(socket)).Code);
        await server.IsWell();
    }

    [Fact]
    public async Task a_foreign_page_opens_none()
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        socket.Options.SetRequestHeader("Origin", "https://elsewhere.example");

        var fault = await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Address, TestContext.Current.CancellationToken));
        Assert.Contains("403", fault.Message);
    }

    [Fact]
    public async Task a_ping_is_answered_before_and_after_and_a_pong_is_taken()
    {
        using var socket = await Open();
        await Say(socket, """{"type":"ping"}""");
        Assert.Equal("pong", Type(await Hear(socket)));
        await Say(socket, """{"type":"pong"}""");
        await Say(socket, Init);
        Assert.Equal("connection_ack", Type(await Hear(socket)));
        await Say(socket, """{"type":"ping","payload":{}}""");
        Assert.Equal("pong", Type(await Hear(socket)));
        await Say(socket, """{"type":"complete","id":"unknown"}""");
        await Say(socket, Ask);
        Assert.Equal("next", Type(await Hear(socket)));
        Assert.Equal("complete", Type(await Hear(socket)));
        // The id is free again.
        await Say(socket, Ask);
        Assert.Equal("next", Type(await Hear(socket)));
    }

    [Theory]
    [InlineData("{ nonsense }", "VALIDATION_FAILED")]
    [InlineData("{ a", "SYNTAX_ERROR")]
    [InlineData("{ endeavours(first: 100) { nodes { frame { timeline(first: 100) { nodes { remarks(first: 100) { nodes { uuid } } } } } } } }", "COST_EXCEEDED")]
    [InlineData("{ a { a { a { a { a { a { a { a { a { a { a { a { a { a { a { a } } } } } } } } } } } } } } } }", "LIMIT_EXCEEDED")]
    [InlineData("subscription { entryRecorded(endeavour: \\\"no-such\\\") { cursor } }", "UNKNOWN_ENDEAVOUR")]
    public async Task a_request_that_is_refused_is_an_error_of_its_own(string query, string code)
    {
        using var socket = await Known();
        await Say(socket, $$$"""{"type":"subscribe","id":"1","payload":{"query":"{{{query}}}"}}""");

        var error = await Hear(socket);
        Assert.Equal("error", Type(error));
        Assert.Equal(code, error.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString());
        await Say(socket, Ask);
        Assert.Equal("next", Type(await Hear(socket)));
    }

    [Fact]
    public async Task a_session_that_is_ended_hears_no_more()
    {
        await server.Answer("""mutation { recordEndeavourOpened(input: { endeavour: "ended", occurredAt: "2016", data: { title: "x", challenges: [OTHER], scale: LOCAL } }) { errors { code } } }""");
        var made = (await server.Answer("""mutation { createServiceToken(input: { endeavour: "ended", role: MEMBER, name: "x", days: 1 }) { token session { id } } }""")).GetProperty("createServiceToken");
        using var socket = await Open();
        await Say(socket, $$$"""{"type":"connection_init","payload":{"Authorization":"Bearer {{{made.GetProperty("token").GetString()}}}"}}""");
        await Hear(socket);
        await Say(socket, """{"type":"subscribe","id":"0","payload":{"query":"{ endeavour(slug: \"ended\") { timeline { pageInfo { endCursor } } } }"}}""");
        var after = (await Hear(socket)).GetProperty("payload").GetProperty("data").GetProperty("endeavour").GetProperty("timeline").GetProperty("pageInfo").GetProperty("endCursor").GetString();
        await Hear(socket);
        await server.Answer("""mutation { recordFieldNoteTaken(input: { endeavour: "ended", occurredAt: "2019", visibility: TEAM, data: { words: "x" } }) { errors { code } } }""");
        await Say(socket, $$$"""{"type":"subscribe","id":"1","payload":{"query":"subscription { entryRecorded(endeavour: \"ended\", after: \"{{{after}}}\") { cursor } }"}}""");
        Assert.Equal("next", Type(await Hear(socket)));

        await server.Answer("mutation($id: UUID!) { endSession(input: { id: $id, endeavour: \"ended\" }) { errors { code } } }", new { id = made.GetProperty("session").GetProperty("id").GetString() });
        await server.Answer("""mutation { recordFieldNoteTaken(input: { endeavour: "ended", occurredAt: "2019", visibility: TEAM, data: { words: "x" } }) { errors { code } } }""");

        var heard = await Hear(socket);
        Assert.Equal("error", Type(heard));
        Assert.Equal("ACCESS_CHANGED", heard.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Fact]
    public async Task one_who_takes_nothing_is_let_go_and_told_from_where_to_go_on()
    {
        const string read = "query($after: String) { endeavour(slug: \"vessa-water\") { timeline(first: 100, after: $after) { nodes { uuid } pageInfo { endCursor } } } }";
        var timeline = (await server.Answer(read)).GetProperty("endeavour").GetProperty("timeline");
        var first = (await server.Answer(read.Replace("first: 100", "first: 1", StringComparison.Ordinal))).GetProperty("endeavour").GetProperty("timeline").GetProperty("pageInfo").GetProperty("endCursor").GetString();
        var fields = string.Concat(Enumerable.Range(0, 100).Select(number => $"a{number}: account s{number}: summary "));
        using var slow = await Known(receiveBuffer: 4096);
        await Say(slow, Listening(first, $"entry {{ uuid {fields} }}"));

        // Longer than it takes until so many answers wait, and than they may wait.
        await Task.Delay(TimeSpan.FromSeconds(25), TestContext.Current.CancellationToken);
        await server.IsWell();
        var (heard, last) = (new List<string?>(), (string?)null);
        while (await HearOrNull(slow) is { } message)
        {
            var notice = message.GetProperty("payload").GetProperty("data").GetProperty("entryRecorded");
            heard.Add(notice.GetProperty("entry").GetProperty("uuid").GetString());
            last = notice.GetProperty("cursor").GetString();
        }

        Assert.Equal((1013, $"Too slow; sent up to {last}"), ((int)slow.CloseStatus!.Value, slow.CloseStatusDescription));
        var all = timeline.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("uuid").GetString()).ToArray();
        Assert.Equal(all.Skip(1).Take(heard.Count), heard.Take(all.Length - 1));
        using var again = await Known();
        await Say(again, Listening(last, "entry { uuid }"));
        var next = (await Hear(again)).GetProperty("payload").GetProperty("data").GetProperty("entryRecorded").GetProperty("entry").GetProperty("uuid").GetString();
        var rest = (await server.Answer(read, new { after = last })).GetProperty("endeavour").GetProperty("timeline").GetProperty("nodes");
        Assert.Equal(rest[0].GetProperty("uuid").GetString(), next);
        Assert.DoesNotContain(next, heard);

        static string Listening(string? after, string fields) =>
            $$$"""{"type":"subscribe","id":"1","payload":{"query":"subscription { entryRecorded(endeavour: \"vessa-water\", after: \"{{{after}}}\") { cursor {{{fields}}} } }"}}""";
    }

    Uri Address => new UriBuilder(server.Url) { Scheme = "ws", Path = "/graphql" }.Uri;

    async Task<ClientWebSocket> Open(string protocol = "graphql-transport-ws", int? receiveBuffer = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(protocol);
        using var invoker = receiveBuffer is { } size ? new HttpMessageInvoker(new SocketsHttpHandler { ConnectCallback = (context, cancellation) => Connect(context.DnsEndPoint, size, cancellation) }, disposeHandler: false) : null;
        try
        {
            await socket.ConnectAsync(Address, invoker, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException) when (protocol != "graphql-transport-ws" && socket.State == WebSocketState.Closed)
        {
        }
        return socket;
    }

    static async ValueTask<Stream> Connect(EndPoint address, int receiveBuffer, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = receiveBuffer };
        await socket.ConnectAsync(address, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }

    async Task<ClientWebSocket> Known(int? receiveBuffer = null)
    {
        var socket = await Open(receiveBuffer: receiveBuffer);
        await Say(socket, Init);
        Assert.Equal("connection_ack", Type(await Hear(socket)));
        return socket;
    }

    static string? Type(JsonElement message) => message.GetProperty("type").GetString();

    static Task Say(ClientWebSocket socket, string message) => socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    static async Task<JsonElement> Hear(ClientWebSocket socket)
    {
        var heard = await HearOrNull(socket);
        Assert.True(heard is not null, $"It closed: {socket.CloseStatus} {socket.CloseStatusDescription}");
        return heard.Value;
    }

    static async Task<JsonElement?> HearOrNull(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var message = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, patience.Token);
            if (received.MessageType == WebSocketMessageType.Close)
                return null;
            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
                return JsonSerializer.Deserialize<JsonElement>(message.ToArray());
        }
    }

    static async Task<(int Code, string Reason)> Closed(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var buffer = new byte[4096];
        while (socket.State == WebSocketState.Open && (await socket.ReceiveAsync(buffer, patience.Token)).MessageType != WebSocketMessageType.Close)
        {
        }
        return ((int)socket.CloseStatus!.Value, socket.CloseStatusDescription ?? "");
    }
}
