using System.Buffers;
using System.Text.Json;

namespace ConveningLedger.Ledger;

/// <summary>The one way that values are written, so that equal content is equal bytes.</summary>
public static class CanonicalJson
{
    /// <summary>No white space, nothing escaped that need not be, validity left to the callers that already know it.</summary>
    public static JsonWriterOptions Options { get; } = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Whole objects, no member twice.</summary>
    public static JsonDocumentOptions Reading { get; } = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>The number without trailing zeros.</summary>
    /// <param name="number">A number.</param>
    // Dividing by a one of the greatest scale drops every trailing zero of a decimal.
    public static decimal Normal(decimal number) => number / 1.0000000000000000000000000000m;

    /// <summary>JSON whose members are not known yet, by name and without white space: the same text however it was laid out.</summary>
    internal static string Sorted(string json)
    {
        using var document = JsonDocument.Parse(json, Reading);
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Options);
        WriteSorted(writer, document.RootElement);
        writer.Flush();
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static void WriteSorted(Utf8JsonWriter writer, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in json.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    WriteSorted(writer, member.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                    WriteSorted(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number when json.GetRawText().Length < 20 && json.TryGetDecimal(out var number) && number != 0:
                writer.WriteNumberValue(Normal(number));
                break;
            case JsonValueKind.String when IsWhole(json, out var text):
                Write(writer, text);
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }

    // Half a surrogate pair is refused when the replacement is read.
    static bool IsWhole(JsonElement json, out string text)
    {
        try
        {
            text = json.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    internal static void Write(Utf8JsonWriter writer, string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Plain))
            writer.WriteRawValue(Escaped(text), skipInputValidation: true);
        else
            writer.WriteStringValue(text);
    }

    // What no encoder escapes. All else is escaped here, since even the relaxed encoder of the platform escapes characters
    // beyond the basic plane, which the format leaves as they are.
    static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(' ', 0x7f - ' ').Select(code => (char)code).Except("\"\\")]);

    static string Escaped(string text)
    {
        var json = new System.Text.StringBuilder(text.Length + 16).Append('"');
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\b' => json.Append("\\b"),
                '\f' => json.Append("\\f"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                < ' ' => json.Append("\\u").Append(((int)character).ToString("x4")),
                _ => json.Append(character),
            };
        }
        return json.Append('"').ToString();
    }
}
