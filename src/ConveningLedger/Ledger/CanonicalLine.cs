using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ConveningLedger.Ledger;

/// <summary>
/// The canonical line of an entry: one JSON object without white space, members in a fixed order, absent ones left out. It is what
/// export writes, and what makes the ids of imported entries that bring none.
/// </summary>
public static class CanonicalLine
{
    /// <summary>The line of an entry as first recorded.</summary>
    /// <param name="entry">The entry.</param>
    public static string Of(Entry entry) => Encoding.UTF8.GetString(Bytes(entry).WrittenSpan);

    /// <summary>The bytes of the line of an entry as first recorded.</summary>
    /// <param name="entry">The entry.</param>
    internal static ArrayBufferWriter<byte> Bytes(Entry entry)
    {
        var line = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(line, CanonicalJson.Options);
        Write(writer, entry);
        writer.Flush();
        return line;
    }

    /// <summary>Writes the line of an entry as first recorded, without the line's end.</summary>
    /// <param name="writer">Takes the line.</param>
    /// <param name="entry">The entry.</param>
    public static void Write(Utf8JsonWriter writer, Entry entry)
    {
        writer.WriteStartObject();
        WriteText(writer, "endeavour", entry.Endeavour);
        WriteText(writer, "id", entry.Id.ToString());
        WriteText(writer, "ref", entry.Ref);
        WriteText(writer, "kind", entry.Kind.Name);
        WriteVersion(writer, entry.Kind, entry.Data);
        WriteText(writer, "occurredAt", entry.OccurredAt.Text);
        WriteText(writer, "recordedAt", entry.RecordedAt.ToString());
        WriteText(writer, "recordedBy", entry.RecordedBy);
        WriteRest(writer, entry.Visibility, entry.Modes, entry.Standpoint, entry.ToldBy, entry.Mentions, entry.Evidence, entry.Note);
        WriteData(writer, entry.Kind, entry.Data);
        writer.WriteEndObject();
    }

    /// <summary>The members that no column of the store holds; the time of recording only where it is claimed.</summary>
    internal static void WriteBody(Utf8JsonWriter writer, Entry entry)
    {
        WriteText(writer, "ref", entry.Ref);
        WriteVersion(writer, entry.Kind, entry.Data);
        WriteText(writer, "occurredAt", entry.OccurredAt.Text);
        WriteText(writer, "recordedAt", entry.IsClaimed ? entry.RecordedAt.ToString() : null);
        WriteText(writer, "recordedBy", entry.RecordedBy);
        WriteRest(writer, entry.Visibility, entry.Modes, entry.Standpoint, entry.ToldBy, entry.Mentions, entry.Evidence, entry.Note);
        WriteData(writer, entry.Kind, entry.Data);
    }

    /// <summary>Writes the line of a draft as it was given, without id, recordedAt and recordedBy.</summary>
    /// <param name="writer">Takes the line.</param>
    /// <param name="draft">The draft.</param>
    public static void WriteForId(Utf8JsonWriter writer, Draft draft)
    {
        writer.WriteStartObject();
        WriteText(writer, "endeavour", draft.Endeavour);
        WriteText(writer, "ref", draft.Ref);
        WriteText(writer, "kind", draft.Kind.Name);
        WriteVersion(writer, draft.Kind, draft.Data);
        WriteText(writer, "occurredAt", draft.OccurredAt.Text);
        WriteRest(writer, draft.Visibility, draft.Modes, draft.Standpoint, draft.ToldBy, draft.Mentions, draft.Evidence, draft.Note);
        WriteData(writer, draft.Kind, draft.Data);
        writer.WriteEndObject();
    }

    /// <summary>The data in canonical form, absent members with what they mean.</summary>
    internal static ReadOnlySpan<byte> DataWithDefaults(Kind kind, EntryData data)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, CanonicalJson.Options);
        kind.Members.Write(writer, data, withDefaults: true);
        writer.Flush();
        return buffer.WrittenSpan;
    }

    static void WriteRest(
        Utf8JsonWriter writer, Visibility? visibility, Several<Mode> modes, Standpoint? standpoint, string? toldBy,
        Several<string> mentions, Several<string> evidence, string? note)
    {
        Write(writer, "visibility", EnvelopeShapes.Visibility, visibility);
        Write(writer, "modes", EnvelopeShapes.Modes, modes.Count > 0 ? modes : null);
        Write(writer, "standpoint", EnvelopeShapes.Standpoint, standpoint);
        WriteText(writer, "toldBy", toldBy);
        Write(writer, "mentions", EnvelopeShapes.Mentions, mentions.Count > 0 ? mentions : null);
        Write(writer, "evidence", EnvelopeShapes.Evidence, evidence.Count > 0 ? evidence : null);
        WriteText(writer, "note", note);
    }

    // Absent: the first. Of a correction it is that of the data which it puts in the place of another.
    static void WriteVersion(Utf8JsonWriter writer, Kind kind, EntryData data)
    {
        var version = data is not Meta.EntryCorrected { Data: { } replacement } ? kind.VersionOf(data)
            : replacement is { Kind: { } replaced, Data: { } by } ? replaced.VersionOf(by) : replacement.Version ?? 1;
        if (version > 1)
            writer.WriteNumber(EntryJson.VersionMember, version);
    }

    static void WriteData(Utf8JsonWriter writer, Kind kind, EntryData data)
    {
        writer.WritePropertyName("data");
        kind.Write(writer, data);
    }

    static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is null)
            return;
        writer.WritePropertyName(name);
        CanonicalJson.Write(writer, text);
    }

    static void Write(Utf8JsonWriter writer, string name, Shape shape, object? value)
    {
        if (value is null)
            return;
        writer.WritePropertyName(name);
        shape.Write(writer, value, withDefaults: false);
    }
}
