using System.Text;
using System.Text.Json;
using GraphQL;

namespace ConveningLedger.GraphQL.Transport;

/// <summary>A request, as it comes in by whatever road.</summary>
/// <param name="Query">The document; null where a trusted one is named.</param>
/// <param name="DocumentId">The name of a trusted document.</param>
/// <param name="OperationName">Which operation of the document.</param>
/// <param name="Variables">The variables.</param>
/// <param name="Extensions">What clients say beside.</param>
sealed record Request(string? Query, string? DocumentId, string? OperationName, Inputs? Variables, Inputs? Extensions)
{
    // Bytes that are no text must not become a text with question marks in it.
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    static readonly JsonDocumentOptions Reading = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a request from JSON.</summary>
    /// <param name="json">The bytes.</param>
    /// <param name="serializer">Reads variables.</param>
    /// <param name="limits">The limits.</param>
    /// <exception cref="RequestException">It is none.</exception>
    public static Request Read(ReadOnlyMemory<byte> json, IGraphQLTextSerializer serializer, Limits limits)
    {
        using var document = Document(json, limits);
        return Read(document.RootElement, serializer, "The body");
    }

    /// <summary>Reads a request from what a query string says.</summary>
    /// <param name="parameters">Its parameters by name; an empty text is as good as none.</param>
    /// <param name="serializer">Reads variables.</param>
    /// <param name="limits">The limits.</param>
    /// <exception cref="RequestException">It is none.</exception>
    public static Request Read(Func<string, string?> parameters, IGraphQLTextSerializer serializer, Limits limits)
    {
        return new(Text("query"), Text("documentId"), Text("operationName"), Map("variables"), Map("extensions"));

        string? Text(string name) => parameters(name) is { Length: > 0 } text ? text : null;

        Inputs? Map(string name)
        {
            if (Text(name) is not { } text)
                return null;
            using var json = Document(Encoding.UTF8.GetBytes(text), limits);
            return json.RootElement.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.Object => serializer.ReadNode<Inputs>(json.RootElement),
                _ => throw new RequestException("REQUEST_INVALID", $"`{name}` is not an object. Accepted: a JSON object as a text."),
            };
        }
    }

    /// <summary>JSON that is text in UTF-8 and has no number that would be a burden.</summary>
    /// <param name="json">The bytes.</param>
    /// <param name="limits">How long a number may be.</param>
    /// <exception cref="RequestException">It is none.</exception>
    public static JsonDocument Document(ReadOnlyMemory<byte> json, Limits limits)
    {
        try
        {
            // Checked before anything is made of it.
            _ = Utf8.GetCharCount(json.Span);
            var reader = new Utf8JsonReader(json.Span);
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.Number when reader.ValueSpan.Length > limits.NumberLength:
                        throw RequestException.Limit("Characters in a number", reader.ValueSpan.Length, limits.NumberLength);
                    case JsonTokenType.Number when !double.IsFinite(reader.GetDouble()):
                        throw new RequestException("REQUEST_INVALID", "A number is too large. Accepted: numbers that a double holds.");
                    case JsonTokenType.String or JsonTokenType.PropertyName:
                        // Half a surrogate pair is JSON, and no text.
                        _ = reader.GetString();
                        break;
                    default:
                        break;
                }
            }
            return JsonDocument.Parse(json, Reading);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new RequestException("REQUEST_INVALID", "It is not JSON in UTF-8, or names a member twice. Accepted: one JSON object, at most 64 levels deep, each member once.");
        }
    }

    /// <summary>Reads a request from a JSON object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="serializer">Reads variables.</param>
    /// <param name="what">What it stands in, for messages.</param>
    /// <exception cref="RequestException">It is none.</exception>
    public static Request Read(JsonElement json, IGraphQLTextSerializer serializer, string what)
    {
        if (json.ValueKind == JsonValueKind.Array)
            throw new RequestException("BATCH_REFUSED", "Requests are not taken in batches. Accepted: one object.");
        if (json.ValueKind != JsonValueKind.Object)
            throw new RequestException("REQUEST_INVALID", $"{what} is not an object. Accepted: an object with `query`.");
        // The engine takes an empty name for none, and so what is looked at before it must, too.
        return new(Text("query"), Text("documentId"), Text("operationName") is { Length: > 0 } name ? name : null, Map("variables"), Map("extensions"));

        string? Text(string name) => Member(name, JsonValueKind.String, "a text")?.GetString();

        Inputs? Map(string name) => Member(name, JsonValueKind.Object, "an object") is { } map ? serializer.ReadNode<Inputs>(map) : null;

        JsonElement? Member(string name, JsonValueKind kind, string wanted)
        {
            if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
                return null;
            return value.ValueKind == kind ? value : throw new RequestException("REQUEST_INVALID", $"`{name}` is not {wanted}. Accepted: {wanted}, or null.");
        }
    }
}
