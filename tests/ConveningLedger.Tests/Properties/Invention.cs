using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConveningLedger.Tests.Properties;

/// <summary>Invents data of any kind from the shapes of its members.</summary>
/// <param name="random">What it invents from.</param>
/// <param name="text">Invents a text.</param>
/// <param name="key">Invents a key or an entry for a naming or a reference; null where there is none.</param>
/// <param name="date">Invents a date.</param>
public sealed class Invention(Random random, Func<string> text, Func<Shape, string?> key, Func<string> date)
{
    /// <summary>An object that the kind's reader accepts; null where a required reference finds nothing.</summary>
    public JsonObject? Data(Members members)
    {
        var json = new JsonObject();
        foreach (var member in members.All)
        {
            if (!member.IsRequired && random.Next(2) == 0)
                continue;
            if (Value(member.Shape) is { } value)
                json[member.Name] = value;
            else if (member.IsRequired)
                return null;
        }
        return json;
    }

    JsonNode? Value(Shape shape) => shape switch
    {
        TextShape => JsonValue.Create(text()),
        NameShape or ReferenceShape or EntryReferenceShape => key(shape) is { } found ? JsonValue.Create(found) : null,
        NumberShape number => JsonValue.Create(number.Least + (number.Most - number.Least) * random.Next(9) / 8m),
        WholeNumberShape whole => JsonValue.Create(random.Next(whole.Least, whole.Most + 1)),
        FlagShape => JsonValue.Create(random.Next(2) == 0),
        ChoiceShape choice => JsonValue.Create(choice.Names.All[random.Next(choice.Names.All.Count)]),
        DateShape => JsonValue.Create(date()),
        ListShape list => List(list),
        RecordShape record => Data(record.Members),
        ReplacementShape => new JsonObject { ["words"] = text() },
        _ => throw new InvalidOperationException($"Nothing is known of {shape}."),
    };

    JsonArray? List(ListShape shape)
    {
        var items = new Dictionary<string, JsonNode>();
        for (var wanted = shape.AtLeast + random.Next(3); wanted > 0; wanted--)
        {
            if (Value(shape.Item) is { } item)
                items.TryAdd(item.ToJsonString(), item);
        }
        return items.Count < shape.AtLeast ? null : new JsonArray([.. items.Values]);
    }

    /// <summary>What a kind's reader makes of some JSON, with what it refused.</summary>
    public static (EntryData? Data, IReadOnlyList<Refusal> Refusals) Read(Kind kind, string json)
    {
        var reading = new Reading();
        using var document = JsonDocument.Parse(json, CanonicalJson.Reading);
        return (kind.Read(document.RootElement, reading), reading.Refusals);
    }
}
