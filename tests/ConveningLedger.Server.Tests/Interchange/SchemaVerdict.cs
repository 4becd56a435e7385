using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ConveningLedger.Server.Tests.Interchange;

/// <summary>Judges JSON by a JSON Schema. It knows the words that our schemas use, and stops at any other.</summary>
sealed class SchemaVerdict(IReadOnlyDictionary<string, string> files, string file)
{
    readonly Dictionary<string, JsonObject> schemas = files.ToDictionary(pair => pair.Key, pair => JsonNode.Parse(pair.Value)!.AsObject());

    public bool Accepts(JsonNode? value) => Accepts(schemas[file], value);

    bool Accepts(JsonObject schema, JsonNode? value) => schema.All(word => Accepts(schema, word.Key, word.Value!, value));

    bool Accepts(JsonObject schema, string word, JsonNode said, JsonNode? value) => word switch
    {
        _ when word.StartsWith("x-", StringComparison.Ordinal) => true,
        "$schema" or "title" or "description" or "format" or "default" or "then" => true,
        "type" => IsType((string)said!, value),
        "enum" => said.AsArray().Any(one => JsonNode.DeepEquals(one, value)),
        "const" => JsonNode.DeepEquals(said, value),
        "not" => !Accepts(said.AsObject(), value),
        "allOf" => said.AsArray().All(one => Accepts(one!.AsObject(), value)),
        "if" => !Accepts(said.AsObject(), value) || Accepts(schema["then"]!.AsObject(), value),
        "$ref" => Accepts(schemas[(string)said!], value),
        "properties" => value is not JsonObject holder || said.AsObject().All(member => !holder.TryGetPropertyValue(member.Key, out var of) || Accepts(member.Value!.AsObject(), of)),
        "required" => value is not JsonObject holder || said.AsArray().All(name => holder.ContainsKey((string)name!)),
        "additionalProperties" => value is not JsonObject holder || holder.All(member => schema["properties"]!.AsObject().ContainsKey(member.Key)),
        "items" => value is not JsonArray list || list.All(item => Accepts(said.AsObject(), item)),
        "minItems" => value is not JsonArray list || list.Count >= (int)said,
        "uniqueItems" => value is not JsonArray list || !list.Index().Any(one => list.Take(one.Index).Any(other => JsonNode.DeepEquals(one.Item, other))),
        "minLength" => Text(value) is not { } text || text.EnumerateRunes().Count() >= (int)said,
        "maxLength" => Text(value) is not { } text || text.EnumerateRunes().Count() <= (int)said,
        "pattern" => Text(value) is not { } text || Regex.IsMatch(text, (string)said!),
        "minimum" => Number(value) is not { } number || number >= (decimal)said,
        "maximum" => Number(value) is not { } number || number <= (decimal)said,
        _ => throw new NotSupportedException($"The schemas use '{word}', which this does not know."),
    };

    static bool IsType(string type, JsonNode? value) => (type, value?.GetValueKind()) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => decimal.IsInteger(Number(value)!.Value),
        _ => false,
    };

    static string? Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? (string?)value : null;

    static decimal? Number(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number ? (decimal)value : null;
}
