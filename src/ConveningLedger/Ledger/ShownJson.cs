using System.Text.Json;

namespace ConveningLedger.Ledger;

/// <summary>The data of an entry as JSON, without the names of entries that a frame's circle may not see.</summary>
public static class ShownJson
{
    /// <summary>Writes the data of an entry.</summary>
    /// <param name="writer">Takes an object.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="mayName">Whether an entry of an id or ref may be named.</param>
    public static void Write(Utf8JsonWriter writer, Entry entry, Predicate<string> mayName) => Write(writer, entry.Kind.Members, entry.Data, mayName);

    static void Write(Utf8JsonWriter writer, Members members, object record, Predicate<string> mayName)
    {
        writer.WriteStartObject();
        foreach (var member in members.All)
        {
            if ((member.Of(record) ?? member.Default) is not { } value || IsHidden(member.Shape, value, mayName))
                continue;
            writer.WritePropertyName(member.Name);
            switch (member.Shape)
            {
                case ListShape { Item: RecordShape item }:
                    writer.WriteStartArray();
                    foreach (var nested in (System.Collections.IEnumerable)value)
                    {
                        // A record that cannot do without what is hidden is not there at all.
                        if (item.Members.All.All(part => !part.IsRequired || !IsHidden(part.Shape, part.Of(nested)!, mayName)))
                            Write(writer, item.Members, nested, mayName);
                    }
                    writer.WriteEndArray();
                    break;
                case ReplacementShape when value is Replacement { Data: { } data } replacement:
                    Write(writer, replacement.Kind!.Members, data, mayName);
                    break;
                default:
                    member.Shape.Write(writer, value, true);
                    break;
            }
        }
        writer.WriteEndObject();
    }

    static bool IsHidden(Shape shape, object value, Predicate<string> mayName) => shape is EntryReferenceShape && !mayName((string)value);
}
