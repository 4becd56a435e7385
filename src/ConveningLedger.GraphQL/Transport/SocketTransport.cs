using System.Buffers;
using System.Net.WebSockets;
using System.Security.Claims;
using System.Text.Json;
using System.Threading.Channels;
using GraphQL;
using GraphQLParser.AST;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConveningLedger.GraphQL.Transport;

/// <summary>Serves sockets that speak <c>graphql-transport-ws</c>.</summary>
sealed class SocketTransport(Executor executor, TransportSettings settings, IGraphQLTextSerializer serializer, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<SocketTransport> log)
{
    const string Protocol = "graphql-transport-ws";

    readonly Executor executor = executor;
    readonly TransportSettings settings = settings;
    readonly IGraphQLTextSerializer serializer = serializer;
    readonly IHostApplicationLifetime lifetime = lifetime;
    readonly TimeProvider time = time;
    readonly ILogger<SocketTransport> log = log;

    /// <summary>Serves a socket until it closes.</summary>
    public async Task Serve(HttpContext http)
    {
        if (!IsOfAFriend(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        var isSpoken = http.WebSockets.WebSocketRequestedProtocols.Contains(Protocol);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { SubProtocol = isSpoken ? Protocol : null });
        using var conversation = new Conversation(this, http, socket);
        await conversation.Run(isSpoken);
    }

    // Pages of other origins may not open sockets as whoever is signed in here.
    bool IsOfAFriend(HttpRequest request) => request.Headers.Origin.ToString() is not { Length: > 0 } origin
        || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
        || settings.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase);

    /// <summary>The closing of a socket.</summary>
    sealed class Closing(int code, string reason) : Exception(reason)
    {
        // A reason holds 123 bytes; these are all ASCII.
        const int LongestReason = 123;

        public WebSocketCloseStatus Code { get; } = (WebSocketCloseStatus)code;

        public string Reason { get; } = reason.Length <= LongestReason ? reason : reason[..LongestReason];
    }

    sealed class Conversation : IDisposable
    {
        readonly SocketTransport transport;
        readonly HttpContext http;
        readonly WebSocket socket;
        readonly Limits limits;
        readonly CancellationTokenSource end;
        readonly Channel<(byte[] Message, string? Cursor)> outgoing;
        readonly Dictionary<string, CancellationTokenSource> operations = new(StringComparer.Ordinal);
        readonly TaskCompletionSource<Closing> closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ClaimsPrincipal user;
        string? token;
        bool isAsked;
        volatile bool isKnown;
        volatile bool isTooSlow;
        volatile string? sent;

        public Conversation(SocketTransport transport, HttpContext http, WebSocket socket)
        {
            (this.transport, this.http, this.socket) = (transport, http, socket);
            // A socket stays: what was known of them at this moment is not taken for later ones.
            (limits, user) = (transport.executor.Limits, new ClaimsPrincipal(http.User.Identities));
            end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
            outgoing = Channel.CreateBounded<(byte[], string?)>(new BoundedChannelOptions(limits.Waiting) { SingleReader = true });
        }

        public async Task Run(bool isSpoken)
        {
            using var stopping = transport.lifetime.ApplicationStopping.Register(() => Close(1001, "The server stops; come back."));
            var sending = Send();
            if (isSpoken)
            {
                _ = Introduced();
                _ = Receive();
            }
            else
            {
                Close(4406, "Subprotocol not acceptable");
            }
            var why = await closing.Task;
            outgoing.Writer.TryComplete();
            await Quietly(async () =>
            {
                // What is on its way may have its time; one that takes nothing gets no more of it.
                var time = isTooSlow ? limits.Patience : TimeSpan.FromSeconds(1);
                await Task.WhenAny(sending, Task.Delay(time));
                using var patience = new CancellationTokenSource(time);
                // Only now it is clear what was sent last.
                if (isTooSlow)
                    why = new(1013, sent is null ? "Too slow" : $"Too slow; sent up to {sent}");
                if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                    await socket.CloseOutputAsync(why.Code, why.Reason, patience.Token);
                // The other side answers the closing, and whatever it still says is not listened to.
                var buffer = new byte[4096];
                while (socket.State == WebSocketState.CloseSent && (await socket.ReceiveAsync(buffer, patience.Token)).MessageType != WebSocketMessageType.Close)
                {
                }
            });
            await end.CancelAsync();
        }

        public void Dispose()
        {
            end.Cancel();
            end.Dispose();
        }

        void Close(int code, string reason) => closing.TrySetResult(new(code, reason));

        async Task Introduced()
        {
            await Quietly(() => Task.Delay(limits.Introduction, transport.time, end.Token));
            if (!isAsked)
                Close(4408, "Connection initialisation timeout");
        }

        async Task Send()
        {
            await Quietly(async () =>
            {
                await foreach (var (message, cursor) in outgoing.Reader.ReadAllAsync(end.Token))
                {
                    if (isTooSlow)
                        break;
                    await socket.SendAsync(message, WebSocketMessageType.Text, true, end.Token);
                    sent = cursor ?? sent;
                }
            });
        }

        async Task Receive()
        {
            try
            {
                while (await Message() is { } message)
                    await Take(message);
                Close(1000, "");
            }
            catch (Closing why)
            {
                Close((int)why.Code, why.Reason);
            }
            catch (Exception fault) when (fault is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
            {
                Close(1000, "");
            }
            catch (Exception fault)
            {
                transport.log.LogError(fault, "A socket failed");
                Close(4500, "Internal server error");
            }
        }

        async Task<ReadOnlyMemory<byte>?> Message()
        {
            var message = new ArrayBufferWriter<byte>(1024);
            while (true)
            {
                var received = await socket.ReceiveAsync(message.GetMemory(1024), end.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                    return null;
                message.Advance(received.Count);
                if (message.WrittenCount > limits.BodyBytes)
                    throw new Closing(1009, $"A message is longer than {limits.BodyBytes} bytes");
                if (received.MessageType != WebSocketMessageType.Text)
                    throw new Closing(4400, "Messages are text");
                if (received.EndOfMessage)
                    return message.WrittenMemory;
            }
        }

        async Task Take(ReadOnlyMemory<byte> message)
        {
            using var json = Json(message);
            var root = json.RootElement;
            switch (Text(root, "type"))
            {
                case "connection_init":
                    await Begin(Payload(root, isNeeded: false));
                    break;
                case "ping":
                    Payload(root, isNeeded: false);
                    await Put("""{"type":"pong"}"""u8.ToArray());
                    break;
                case "pong":
                    Payload(root, isNeeded: false);
                    break;
                case "subscribe":
                    Subscribe(Id(root), Payload(root, isNeeded: true)!.Value);
                    break;
                case "complete":
                    Stop(Id(root));
                    break;
                default:
                    throw new Closing(4400, "Invalid message: its `type` is none of the protocol");
            }
        }

        JsonDocument Json(ReadOnlyMemory<byte> message)
        {
            try
            {
                var json = Request.Document(message, limits);
                return json.RootElement.ValueKind == JsonValueKind.Object ? json : throw new Closing(4400, "Invalid message: it is no object");
            }
            catch (RequestException)
            {
                throw new Closing(4400, "Invalid message: it is no JSON");
            }
        }

        static string? Text(JsonElement message, string name) => message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        static string Id(JsonElement message) => Text(message, "id") is { Length: > 0 } id ? id : throw new Closing(4400, "Invalid message: `id` is missing or no text");

        static JsonElement? Payload(JsonElement message, bool isNeeded)
        {
            if (message.TryGetProperty("payload", out var payload) && (payload.ValueKind == JsonValueKind.Object || (payload.ValueKind == JsonValueKind.Null && !isNeeded)))
                return payload.ValueKind == JsonValueKind.Object ? payload : null;
            return payload.ValueKind == JsonValueKind.Undefined && !isNeeded ? null : throw new Closing(4400, "Invalid message: `payload` is missing or no object");
        }

        async Task Begin(JsonElement? payload)
        {
            if (isAsked)
                throw new Closing(4429, "Too many initialisation requests");
            isAsked = true;
            if (TokenIn(payload) is { } given)
            {
                token = given;
                await Check();
            }
            else if (!transport.settings.Admits(user))
            {
                throw new Closing(4403, "Forbidden: say `Authorization` with a token in the payload");
            }
            isKnown = true;
            await Put("""{"type":"connection_ack"}"""u8.ToArray());
        }

        // Looked at again when it expires: by then it may stand for nobody.
        async Task Check()
        {
            if (await http.RequestServices.GetRequiredService<ITokens>().Check(token!, end.Token) is not { } known)
                throw new Closing(4403, "Forbidden: the token is not accepted");
            user = new(known.User.Identities);
            if (known.Expires is { } expires)
                _ = Expire(expires);
        }

        async Task Expire(DateTimeOffset expires)
        {
            try
            {
                for (var left = expires - transport.time.GetUtcNow(); left > TimeSpan.Zero; left = expires - transport.time.GetUtcNow())
                    await Task.Delay(left < TimeSpan.FromDays(1) ? left : TimeSpan.FromDays(1), transport.time, end.Token);
                await Check();
            }
            catch (Closing)
            {
                Close(4403, "Forbidden: the token has expired");
            }
            catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException)
            {
            }
        }

        static string? TokenIn(JsonElement? payload)
        {
            foreach (var member in payload?.EnumerateObject().ToArray() ?? [])
            {
                if (member.Value.ValueKind == JsonValueKind.String && member.Name.ToLowerInvariant() is "authorization" or "token" or "authtoken")
                {
                    var text = member.Value.GetString()!;
                    return text.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? text["Bearer ".Length..].Trim() : text;
                }
            }
            return null;
        }

        void Subscribe(string id, JsonElement payload)
        {
            if (!isKnown)
                throw new Closing(4401, "Unauthorized");
            Request request;
            try
            {
                request = Request.Read(payload, transport.serializer, "`payload`");
                if (request.Query is null && request.DocumentId is null && request.Extensions?.ContainsKey("persistedQuery") != true)
                    throw new Closing(4400, "Invalid message: `query` is missing");
            }
            catch (RequestException)
            {
                throw new Closing(4400, "Invalid message: `payload` is no request");
            }
            var stop = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
            lock (operations)
            {
                if (operations.ContainsKey(id))
                {
                    stop.Dispose();
                    throw new Closing(4409, "Subscriber for this id already exists");
                }
                if (operations.Count >= limits.OperationsOnASocket)
                {
                    stop.Dispose();
                    throw new Closing(4429, $"More than {limits.OperationsOnASocket} operations at once");
                }
                operations.Add(id, stop);
            }
            _ = Work(id, request, stop);
        }

        void Stop(string id)
        {
            lock (operations)
            {
                if (operations.Remove(id, out var stop))
                    stop.Cancel();
            }
        }

        async Task Work(string id, Request request, CancellationTokenSource stop)
        {
            // Messages that come after this one are not to wait for it.
            await Task.Yield();
            try
            {
                await Answer(id, request, stop.Token);
            }
            catch (Exception fault) when (fault is OperationCanceledException or ChannelClosedException or ObjectDisposedException)
            {
            }
            catch (Exception fault)
            {
                transport.log.LogError(fault, "An operation on a socket failed");
                Close(4500, "Internal server error");
            }
            finally
            {
                Done(id, stop);
                stop.Dispose();
            }
        }

        void Done(string id, CancellationTokenSource stop)
        {
            lock (operations)
            {
                if (operations.TryGetValue(id, out var known) && known == stop)
                    operations.Remove(id);
            }
        }

        async Task Answer(string id, Request request, CancellationToken stop)
        {
            Prepared prepared;
            try
            {
                prepared = transport.executor.Prepare(request);
            }
            catch (Exception refusal) when (refusal is RequestException or ExecutionError)
            {
                await Error(id, Executor.Refused(refusal).Result, stop);
                return;
            }
            var caller = new Caller(user, HttpTransport.AddressOf(http));
            if (prepared.Type == OperationType.Subscription)
            {
                await foreach (var (answer, cursor) in Subscription.Run(transport.executor, prepared, caller, http.RequestServices, null, stop))
                {
                    if (cursor is null)
                    {
                        await Error(id, answer.Result, stop);
                        return;
                    }
                    await Say("next", id, transport.serializer.Serialize(answer.Result), cursor, stop);
                }
            }
            else
            {
                await using var scope = http.RequestServices.CreateAsyncScope();
                var answer = await transport.executor.Execute(prepared, caller, scope.ServiceProvider, null, stop);
                if (!answer.Result.Executed)
                {
                    await Error(id, answer.Result, stop);
                    return;
                }
                await Say("next", id, transport.serializer.Serialize(answer.Result), null, stop);
            }
            await Say("complete", id, null, null, stop);
        }

        Task Error(string id, ExecutionResult result, CancellationToken stop) => Say("error", id, transport.serializer.Serialize(result.Errors), null, stop);

        async Task Say(string type, string id, string? payload, string? cursor, CancellationToken stop)
        {
            stop.ThrowIfCancellationRequested();
            var message = System.Text.Encoding.UTF8.GetBytes($"{{\"type\":\"{type}\",\"id\":{JsonSerializer.Serialize(id)}{(payload is null ? "" : $",\"payload\":{payload}")}}}");
            // An id is free as soon as its end is said.
            if (type is not "next")
                Stop(id);
            await Put(message, cursor);
        }

        async Task Put(byte[] message, string? cursor = null)
        {
            if (outgoing.Writer.TryWrite((message, cursor)))
                return;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
            patience.CancelAfter(limits.Patience);
            try
            {
                await outgoing.Writer.WriteAsync((message, cursor), patience.Token);
            }
            catch (OperationCanceledException) when (!end.IsCancellationRequested)
            {
                isTooSlow = true;
                Close(1013, "Too slow");
                throw;
            }
        }

        static async Task Quietly(Func<Task> work)
        {
            try
            {
                await work();
            }
            catch (Exception fault) when (fault is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException or ChannelClosedException)
            {
            }
        }
    }
}
