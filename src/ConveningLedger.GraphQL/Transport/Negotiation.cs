using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ConveningLedger.GraphQL.Transport;

/// <summary>In which type an answer is wanted.</summary>
static class Negotiation
{
    public const string GraphQLResponse = "application/graphql-response+json";
    public const string Json = "application/json";
    public const string Events = "text/event-stream";

    /// <summary>The type of a single answer: the one wanted most of those that are spoken, and plain JSON where none is.</summary>
    public static string Single(HttpRequest request) => Wanted(request).FirstOrDefault(type => type is GraphQLResponse or Json or "*/*" or "application/*") switch
    {
        GraphQLResponse => GraphQLResponse,
        "*/*" or "application/*" when IsRefused(request, Json) => GraphQLResponse,
        _ => Json,
    };

    /// <summary>Whether a stream of events is taken.</summary>
    public static bool TakesEvents(HttpRequest request) => Wanted(request).Contains(Events);

    /// <summary>Whether a stream of events is wanted even for what has one answer.</summary>
    public static bool WantsEvents(HttpRequest request) => Wanted(request)
        .FirstOrDefault(type => type is Events or GraphQLResponse or Json or "*/*" or "application/*") is Events
        && !Wanted(request).Any(type => type is GraphQLResponse or Json);

    static bool IsRefused(HttpRequest request, string type) => request.GetTypedHeaders().Accept.Any(one => one.Quality is 0 && one.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase));

    // What is not wanted at all is not in it.
    static IEnumerable<string?> Wanted(HttpRequest request) => request.GetTypedHeaders().Accept
        .Where(type => type.Quality is not 0)
        .OrderByDescending(type => type.Quality ?? 1)
        .Select(type => type.MediaType.Value?.ToLowerInvariant());

    /// <summary>Whether a body is JSON in UTF-8.</summary>
    public static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
