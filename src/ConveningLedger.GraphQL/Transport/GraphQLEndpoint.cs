using System.Text;
using System.Text.Json;
using GraphQL;
using GraphQL.Transport;
using GraphQLParser;
using GraphQLParser.AST;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace ConveningLedger.GraphQL.Transport;

/// <summary>GraphQL over HTTP, by POST.</summary>
public static class GraphQLEndpoint
{
    const int LongestBody = 256 * 1024;
    const string ResponseType = "application/graphql-response+json";
    const string JsonType = "application/json";

    // Bytes that are no text must not become a text with question marks in it.
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Answers GraphQL requests at a path.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="path">The path.</param>
    public static IEndpointConventionBuilder MapLedgerGraphQL(this IEndpointRouteBuilder routes, string path) => routes.MapPost(path, Answer);

    static async Task Answer(HttpContext http)
    {
        var accepted = Accepted(http.Request);
        if (!IsJson(http.Request.ContentType))
        {
            await Refuse(http, accepted, StatusCodes.Status415UnsupportedMediaType, "The body is read as `application/json` in UTF-8.");
            return;
        }
        var body = await Read(http);
        if (body is null)
        {
            await Refuse(http, accepted, StatusCodes.Status413PayloadTooLarge, $"The body is longer than {LongestBody} bytes.");
            return;
        }
        var serializer = http.RequestServices.GetRequiredService<IGraphQLTextSerializer>();
        if (Request(body, serializer, out var document, out var problem) is not { } request)
        {
            await Refuse(http, accepted, StatusCodes.Status400BadRequest, problem!);
            return;
        }
        var result = await http.RequestServices.GetRequiredService<IDocumentExecuter<LedgerSchema>>().ExecuteAsync(new()
        {
            Query = request.Query,
            // Parsed once: null where it cannot be, and then the engine says where.
            Document = document,
            OperationName = request.OperationName,
            Variables = request.Variables,
            Extensions = request.Extensions,
            RequestServices = http.RequestServices,
            User = http.User,
            CancellationToken = http.RequestAborted,
        });
        // A request that was not executed is a mistake of the client's, except that clients of plain JSON look for it in the body.
        var status = result.Executed || accepted == JsonType ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        await Write(http, accepted, status, stream => serializer.WriteAsync(stream, result, http.RequestAborted));
    }

    static GraphQLRequest? Request(byte[] body, IGraphQLTextSerializer serializer, out GraphQLDocument? document, out string? problem)
    {
        (document, problem) = (null, null);
        try
        {
            var text = Utf8.GetString(body);
            using var json = JsonDocument.Parse(text);
            problem = json.RootElement.ValueKind switch
            {
                JsonValueKind.Array => "Requests are not taken in batches: the body is one object.",
                not JsonValueKind.Object => "The body is not an object.",
                _ => Misshapen(json.RootElement, "query", JsonValueKind.String, isRequired: true)
                    ?? Misshapen(json.RootElement, "operationName", JsonValueKind.String, isRequired: false)
                    ?? Misshapen(json.RootElement, "variables", JsonValueKind.Object, isRequired: false)
                    ?? Misshapen(json.RootElement, "extensions", JsonValueKind.Object, isRequired: false),
            };
            if (problem is not null)
                return null;
            var request = serializer.Deserialize<GraphQLRequest>(text)!;
            document = Parsed(request.Query!);
            if (document?.Definitions.OfType<GraphQLOperationDefinition>().Any(operation => operation.Operation == OperationType.Subscription) == true)
            {
                problem = "Subscriptions are not answered here.";
                return null;
            }
            return request;
        }
        catch (GraphQLParser.Exceptions.GraphQLMaxDepthExceededException)
        {
            problem = "The document is nested too deeply.";
            return null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            problem = "The body is not JSON in UTF-8.";
            return null;
        }
    }

    static GraphQLDocument? Parsed(string query)
    {
        try
        {
            return Parser.Parse(query);
        }
        catch (GraphQLParser.Exceptions.GraphQLSyntaxErrorException)
        {
            return null;
        }
    }

    static string? Misshapen(JsonElement request, string member, JsonValueKind kind, bool isRequired)
    {
        if (!request.TryGetProperty(member, out var value) || value.ValueKind == JsonValueKind.Null)
            return isRequired ? $"`{member}` is missing." : null;
        return value.ValueKind == kind ? null : $"`{member}` is not {(kind == JsonValueKind.Object ? "an object" : "a text")}.";
    }

    static async Task<byte[]?> Read(HttpContext http)
    {
        if (http.Request.ContentLength > LongestBody)
            return null;
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            body.Write(buffer, 0, count);
            if (body.Length > LongestBody)
                return null;
        }
        return body.ToArray();
    }

    static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(JsonType, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    // The new type where it is asked for, and plain JSON for everybody else.
    static string Accepted(HttpRequest request) => request.GetTypedHeaders().Accept
        .OrderByDescending(type => type.Quality ?? 1)
        .Select(type => type.MediaType.Value)
        .FirstOrDefault(type => type is ResponseType or JsonType or "*/*" or "application/*") is ResponseType ? ResponseType : JsonType;

    static Task Refuse(HttpContext http, string accepted, int status, string message) => Write(http, accepted, status, async stream =>
        await JsonSerializer.SerializeAsync(stream, new { errors = new[] { new { message } } }, cancellationToken: http.RequestAborted));

    static async Task Write(HttpContext http, string type, int status, Func<Stream, Task> write)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = $"{type}; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        await write(http.Response.Body);
    }
}
