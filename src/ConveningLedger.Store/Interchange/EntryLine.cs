using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ConveningLedger.Store.Interchange;

/// <summary>A line of the interchange format, as far as it can be read.</summary>
/// <param name="Endeavour">The endeavour that it says it is of, also where the line is refused; null where that cannot be told.</param>
/// <param name="Draft">What it asks to have recorded; null where it is refused.</param>
/// <param name="Refusals">Why it is refused.</param>
sealed record EntryLine(string? Endeavour, Draft? Draft, IReadOnlyList<Refusal> Refusals)
{
    const string Whole = "one JSON object in a line of its own";

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="isTooLong">Whether it is only the beginning of a line.</param>
    /// <param name="catalogue">The kinds there are.</param>
    /// <param name="isOfToday">Whether it is written for today's shapes of the kinds, as rows of sheets are, and not in the versions that it says.</param>
    public static EntryLine Read(ReadOnlyMemory<byte> line, bool isTooLong, Catalogue catalogue, bool isOfToday = false)
    {
        var bytes = line.Span;
        if (isTooLong)
            return Refused(bytes, new(RefusalCode.LineTooLong, "", "It is longer than 1 MiB.", $"a line of at most {LineReader.Longest:N0} bytes"));
        if (!Utf8.IsValid(bytes))
        {
            var at = FirstInvalid(bytes);
            return Refused(bytes, new(RefusalCode.InvalidText, PathAt(bytes, at), $"Byte {at + 1} of the line is not UTF-8.", "text in UTF-8"));
        }
        if (bytes.IndexOf((byte)0) is >= 0 and var zero)
            return Refused(bytes, new(RefusalCode.InvalidText, PathAt(bytes, zero), "It contains the character U+0000.", "a text without it"));
        var reading = new Reading();
        try
        {
            using var json = JsonDocument.Parse(line, CanonicalJson.Reading);
            var draft = EntryJson.ReadLine(json.RootElement, catalogue, reading, isOfToday);
            return new(draft?.Endeavour ?? EndeavourOf(bytes), draft, reading.Refusals);
        }
        catch (JsonException broken)
        {
            return Refused(bytes, Repeated(bytes) ?? new(RefusalCode.NotJson, PathAt(bytes, (int)(broken.BytePositionInLine ?? 0)),
                $"It is not JSON from byte {(broken.BytePositionInLine ?? 0) + 1} of the line on.", Whole));
        }
        catch (InvalidOperationException)
        {
            // Values are looked after by the reading; this is the name of a member.
            return Refused(bytes, new(RefusalCode.InvalidText, "", "The name of a member contains half of a surrogate pair.", "names of whole characters"));
        }
    }

    /// <summary>The endeavour that a line says it is of, or null where that cannot be told; the rest of the line may be anything.</summary>
    /// <param name="line">The line, or its beginning.</param>
    public static string? EndeavourOf(ReadOnlySpan<byte> line)
    {
        // Not the final block: what is cut off or broken behind the member does not matter.
        var json = new Utf8JsonReader(line, isFinalBlock: false, default);
        try
        {
            while (json.Read())
            {
                if (json is not { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
                    continue;
                var isEndeavour = json.ValueTextEquals("endeavour"u8);
                if (!json.Read())
                    return null;
                if (isEndeavour)
                    return json.TokenType == JsonTokenType.String && json.GetString() is { } text && Slug.IsSlug(text) ? text : null;
                if (!json.TrySkip())
                    return null;
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
        }
        return null;
    }

    static EntryLine Refused(ReadOnlySpan<byte> line, Refusal refusal) => new(EndeavourOf(line), null, [refusal]);

    static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return at;
    }

    static Refusal? Repeated(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = CanonicalJson.Reading.MaxDepth });
        var path = new MemberPath();
        var names = new Stack<HashSet<string>>();
        Refusal? repeated = null;
        try
        {
            while (json.Read())
            {
                path.Take(ref json);
                if (json.TokenType == JsonTokenType.StartObject)
                    names.Push([]);
                else if (json.TokenType == JsonTokenType.EndObject)
                    names.Pop();
                else if (json.TokenType == JsonTokenType.PropertyName && !names.Peek().Add(json.GetString()!))
                    repeated ??= new(RefusalCode.Repeated, path.ToString(), "The object has it twice.", "each member once");
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Something else is wrong as well, and more so.
            return null;
        }
        return repeated;
    }

    /// <summary>The path of the member that a byte of the line belongs to, as far as the line can be read.</summary>
    static string PathAt(ReadOnlySpan<byte> line, int position)
    {
        // Bytes that no text can hold would stop the reader on its way.
        var readable = line.ToArray();
        for (var at = 0; at < readable.Length; at++)
        {
            if (readable[at] is 0 or > 0x7f)
                readable[at] = (byte)'?';
        }
        var json = new Utf8JsonReader(readable, new JsonReaderOptions { MaxDepth = CanonicalJson.Reading.MaxDepth });
        var path = new MemberPath();
        try
        {
            while (json.Read())
            {
                path.Take(ref json);
                if (json.BytesConsumed > position)
                    break;
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
        }
        return path.ToString();
    }

    /// <summary>The path of the token that a reader stands on.</summary>
    sealed class MemberPath
    {
        // For each object its member that is being read; for each list a number.
        readonly List<object?> parts = [];

        public void Take(ref Utf8JsonReader json)
        {
            if (json.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                parts.RemoveAt(parts.Count - 1);
                return;
            }
            if (json.TokenType == JsonTokenType.PropertyName)
            {
                parts[^1] = json.GetString();
                return;
            }
            if (parts is [.., int index])
                parts[^1] = index + 1;
            if (json.TokenType == JsonTokenType.StartArray)
                parts.Add(-1);
            else if (json.TokenType == JsonTokenType.StartObject)
                parts.Add(null);
        }

        public override string ToString()
        {
            var text = new StringBuilder();
            foreach (var part in parts)
            {
                if (part is int index and >= 0)
                    text.Append('[').Append(index).Append(']');
                else if (part is string name)
                    text.Append(text.Length > 0 ? "." : "").Append(name);
            }
            return text.ToString();
        }
    }
}
