using System.Buffers;
using System.Text;
using System.Text.Json;

namespace ConveningLedger.Store.Erasure;

/// <summary>
/// What an endeavour holds of a person, as JSON to be handed to them: what they are called, each text that is theirs and each that is others' too, with
/// the path of its member, and each entry that refers to them, with what it says beside its texts.
/// </summary>
public static class PersonalSheet
{
    static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON.</summary>
    /// <param name="history">The history.</param>
    /// <param name="person">The person's key.</param>
    /// <param name="data">What is found of them.</param>
    public static string Of(History history, string person, PersonalData data)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Layout);
        var texts = data.Texts.ToLookup(text => text.Personal);
        writer.WriteStartObject();
        writer.WriteString("endeavour", history.Endeavour);
        writer.WriteString("person", person);
        WriteList(writer, "names", data.Names);
        WriteTexts(writer, "theirs", texts[Personal.Theirs]);
        WriteTexts(writer, "othersToo", texts[Personal.OthersToo]);
        writer.WriteStartArray("entries");
        foreach (var entry in history.Entries)
            WriteEntry(writer, entry, person);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<PersonalText> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStartObject();
            WriteNaming(writer, text.Entry);
            writer.WriteString("path", text.Path);
            WriteList(writer, "texts", text.Texts);
            writer.WriteString("why", text.Why);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    static void WriteEntry(Utf8JsonWriter writer, Entry entry, string person)
    {
        var where = entry.Kind.KeysIn(entry.Data).Where(key => key.Shape is SlugShape && key.Value == person).Select(key => key.Path);
        if (entry.ToldBy == person)
            where = where.Append("toldBy");
        if (entry.Mentions.Contains(person))
            where = where.Append("mentions");
        if (where.ToArray() is not { Length: > 0 } paths)
            return;
        writer.WriteStartObject();
        WriteNaming(writer, entry);
        writer.WriteString("recordedAt", entry.RecordedAt.ToString());
        writer.WriteString("visibility", ValueNames.Of(entry.Visibility));
        WriteList(writer, "refersIn", paths);
        writer.WritePropertyName("data");
        entry.Kind.Members.WriteWithoutTexts(writer, entry.Data);
        writer.WriteEndObject();
    }

    static void WriteNaming(Utf8JsonWriter writer, Entry entry)
    {
        writer.WriteString("entry", entry.Id);
        writer.WriteString("kind", entry.Kind.Name);
        writer.WriteString("occurredAt", entry.OccurredAt.Text);
    }

    static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
