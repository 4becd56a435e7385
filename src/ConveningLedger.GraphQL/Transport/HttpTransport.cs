using System.Security.Cryptography;
using System.Text;
using GraphQL;
using GraphQLParser.AST;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ConveningLedger.GraphQL.Transport;

/// <summary>GraphQL over HTTP, with the statuses of the draft of May 2025: POST, GET with an entity tag, streams of events; and the way to sockets.</summary>
public static class HttpTransport
{
    /// <summary>What answers depend on, for caches.</summary>
    internal const string Vary = "Accept, Authorization, Cookie";

    /// <summary>Answers GraphQL requests at a path, and gives the schema below it at <c>schema.graphql</c>.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="path">The path.</param>
    /// <param name="print">Prints the schema in the schema definition language; not before somebody asks for it, since it takes long.</param>
    public static void MapGraphQL(this IEndpointRouteBuilder routes, string path, Func<string> print)
    {
        routes.Map(path, Answer);
        var schema = new Lazy<(string Sdl, string Tag)>(() =>
        {
            var sdl = print();
            return (sdl, TagOf(sdl));
        });
        routes.MapGet($"{path}/schema.graphql", http => Schema(http, schema));
    }

    static async Task Answer(HttpContext http)
    {
        var services = http.RequestServices;
        if (http.WebSockets.IsWebSocketRequest)
        {
            await services.GetRequiredService<SocketTransport>().Serve(http);
            return;
        }
        var executor = services.GetRequiredService<Executor>();
        var caller = new Caller(http.User, AddressOf(http));
        Prepared prepared;
        try
        {
            prepared = executor.Prepare(await Read(http, services, executor.Limits));
            Check(http, prepared);
        }
        catch (Exception refusal) when (refusal is RequestException or ExecutionError)
        {
            await Refuse(http, Executor.Refused(refusal));
            return;
        }
        if (prepared.Type == OperationType.Subscription || Negotiation.WantsEvents(http.Request))
        {
            await EventStream.Serve(http, executor, prepared, caller);
            return;
        }
        await Write(http, prepared, await executor.Execute(prepared, caller, services, null, http.RequestAborted));
    }

    /// <summary>The address that a request comes from.</summary>
    internal static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "here";

    static async Task<Request> Read(HttpContext http, IServiceProvider services, Limits limits)
    {
        var serializer = services.GetRequiredService<IGraphQLTextSerializer>();
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            return Request.Read(name => http.Request.Query[name], serializer, limits);
        if (!HttpMethods.IsPost(http.Request.Method))
            throw new RequestException("METHOD_REFUSED", $"{http.Request.Method} is not answered. Accepted: POST, or GET for queries.", StatusCodes.Status405MethodNotAllowed);
        if (!Negotiation.IsJson(http.Request.ContentType) || http.Request.Headers.ContentEncoding.Count > 0)
            throw new RequestException("REQUEST_INVALID", "The body cannot be read. Accepted: `application/json` in UTF-8, not compressed.", StatusCodes.Status415UnsupportedMediaType);
        return Request.Read(await Body(http, limits), serializer, limits);
    }

    static async Task<ReadOnlyMemory<byte>> Body(HttpContext http, Limits limits)
    {
        if (http.Request.ContentLength > limits.BodyBytes)
            throw RequestException.Limit("Bytes in the body", http.Request.ContentLength.Value, limits.BodyBytes, StatusCodes.Status413PayloadTooLarge);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            body.Write(buffer, 0, count);
            if (body.Length > limits.BodyBytes)
                throw RequestException.Limit("Bytes in the body", body.Length, limits.BodyBytes, StatusCodes.Status413PayloadTooLarge);
        }
        return body.ToArray();
    }

    static void Check(HttpContext http, Prepared prepared)
    {
        if (prepared.Type == OperationType.Mutation && !HttpMethods.IsPost(http.Request.Method))
            throw new RequestException("METHOD_REFUSED", "A mutation is not taken by GET. Accepted: POST.", StatusCodes.Status405MethodNotAllowed);
        if (prepared.Type == OperationType.Subscription && (HttpMethods.IsHead(http.Request.Method) || !Negotiation.TakesEvents(http.Request)))
        {
            throw new RequestException("NOT_ACCEPTABLE", "A subscription is not answered once. Accepted: `Accept: text/event-stream`, or a socket that speaks graphql-transport-ws.",
                StatusCodes.Status406NotAcceptable);
        }
    }

    static async Task Refuse(HttpContext http, Answer answer)
    {
        // Whoever asked for events looks for the refusal among them.
        if (Negotiation.WantsEvents(http.Request) && answer.Refusal is not { Status: StatusCodes.Status405MethodNotAllowed or StatusCodes.Status415UnsupportedMediaType })
            await EventStream.Refuse(http, answer);
        else
            await Write(http, null, answer);
    }

    static async Task Write(HttpContext http, Prepared? prepared, Answer answer)
    {
        var response = http.Response;
        var type = Negotiation.Single(http.Request);
        // What the document, its validation or its variables are wrong about, clients of plain JSON look for in the body.
        response.StatusCode = answer.Refusal?.Status ?? (answer.Result.Executed || type == Negotiation.Json ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
        response.ContentType = $"{type}; charset=utf-8";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.Vary = Vary;
        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed)
            response.Headers.Allow = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) ? "POST" : "GET, POST";
        if (response.StatusCode == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";
        if (answer.Refusal?.RetryAfter is { } wait)
            response.Headers.RetryAfter = $"{Math.Max(1, Math.Ceiling(wait.TotalSeconds)):0}";

        using var body = new MemoryStream();
        await http.RequestServices.GetRequiredService<IGraphQLTextSerializer>().WriteAsync(body, answer.Result, http.RequestAborted);
        if (prepared is not null && response.StatusCode == StatusCodes.Status200OK && !HttpMethods.IsPost(http.Request.Method) && answer.Result.Errors is null or { Count: 0 })
        {
            var tag = TagOf(prepared.Request.Query ?? prepared.Request.DocumentId!, body.GetBuffer().AsSpan(0, (int)body.Length));
            response.Headers.ETag = tag;
            response.Headers.CacheControl = "private, no-cache";
            if (Matches(http.Request, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                response.ContentType = null;
                return;
            }
        }
        else
        {
            response.Headers.CacheControl = "no-store";
        }
        response.ContentLength = body.Length;
        body.Position = 0;
        if (!HttpMethods.IsHead(http.Request.Method))
            await body.CopyToAsync(response.Body, http.RequestAborted);
    }

    static async Task Schema(HttpContext http, Lazy<(string Sdl, string Tag)> schema)
    {
        var settings = http.RequestServices.GetRequiredService<TransportSettings>();
        if (!settings.Introspection || !settings.Admits(http.User))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var (sdl, tag) = schema.Value;
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = Vary;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (Matches(http.Request, tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        http.Response.ContentType = "application/graphql; charset=utf-8";
        await http.Response.WriteAsync(sdl, http.RequestAborted);
    }

    static bool Matches(HttpRequest request, string tag) => request.Headers.IfNoneMatch.Any(given => given!.Split(',', StringSplitOptions.TrimEntries).Any(one => one == tag || one == $"W/{tag}" || one == "*"));

    // The answer holds who it is for by what it says; two who may see the same may share a tag, and nothing else.
    static string TagOf(string text, ReadOnlySpan<byte> more = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData(more);
        return $"\"{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16))}\"";
    }
}
