using System.Collections.Frozen;
using System.Text.Json;

namespace ConveningLedger.GraphQL.Transport;

/// <summary>Documents that clients name instead of sending them.</summary>
sealed class TrustedDocuments
{
    readonly FrozenDictionary<string, string> byId;
    readonly bool only;

    TrustedDocuments(FrozenDictionary<string, string> byId, bool only) => (this.byId, this.only) = (byId, only);

    /// <summary>Reads them from a manifest: a JSON object from the SHA-256 of each document, in hexadecimal digits, to its text.</summary>
    /// <param name="manifest">The file; null: there are none.</param>
    /// <param name="only">Whether nothing else is answered.</param>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static TrustedDocuments From(string? manifest, bool only)
    {
        if (manifest is null)
            return new(FrozenDictionary<string, string>.Empty, only);
        try
        {
            var texts = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(manifest))!;
            return new(texts.ToFrozenDictionary(pair => Normal(pair.Key), pair => pair.Value, StringComparer.Ordinal), only);
        }
        catch (Exception fault) when (fault is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The trusted documents in '{manifest}' cannot be read: {fault.Message} Accepted: a JSON object from SHA-256 to document.");
        }
    }

    /// <summary>The text of the document of a request.</summary>
    /// <exception cref="RequestException">There is none, or it is not trusted.</exception>
    public string TextOf(Request request)
    {
        if (request.DocumentId is { } id)
        {
            if (request.Query is not null)
                throw new RequestException("REQUEST_INVALID", "`query` and `documentId` are both given. Accepted: one of them.");
            if (Normal(id) is not { Length: 64 } hash || !hash.All(char.IsAsciiHexDigitLower))
                throw new RequestException("DOCUMENT_ID_INVALID", "`documentId` is none. Accepted: `sha256:` and 64 hexadecimal digits.");
            return byId.GetValueOrDefault(hash) ?? throw new RequestException("DOCUMENT_NOT_FOUND", "There is no trusted document of this id here. Accepted: the id of one that the server was given.");
        }
        if (request.Query is null)
        {
            throw request.Extensions?.ContainsKey("persistedQuery") == true
                // Clients that try this go on with the whole document.
                ? new RequestException("PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported")
                : new RequestException("REQUEST_INVALID", "`query` is missing. Accepted: a document as a text, or a `documentId`.");
        }
        return only ? throw new RequestException("DOCUMENT_NOT_TRUSTED", "Only trusted documents are answered here. Accepted: a `documentId`.", 403) : request.Query;
    }

    static string Normal(string id) => id.StartsWith("sha256:", StringComparison.Ordinal) ? id["sha256:".Length..] : id;
}
