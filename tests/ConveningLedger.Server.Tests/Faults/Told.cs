using System.Text.Json.Nodes;

namespace ConveningLedger.Server.Tests.Faults;

/// <summary>An entry as a client tells it, with an id of its own.</summary>
/// <param name="Endeavour">The slug.</param>
/// <param name="Id">The id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="OccurredAt">When it was so.</param>
/// <param name="Visibility">Who may see it.</param>
/// <param name="Data">The members of its kind.</param>
sealed record Told(string Endeavour, Guid Id, string Kind, string OccurredAt, string Visibility, JsonObject Data)
{
    const int People = 3;
    const int Places = 2;

    static readonly string[] Circles = ["CONVENERS", "TEAM", "EVALUATORS", "PUBLIC"];

    /// <summary>The input of its mutation.</summary>
    public JsonObject Input => new() { ["endeavour"] = Endeavour, ["id"] = Id, ["occurredAt"] = OccurredAt, ["visibility"] = Visibility, ["data"] = Data.DeepClone() };

    /// <summary>Its line in the interchange format.</summary>
    public string Line
    {
        get
        {
            var line = Input;
            line["kind"] = Kind;
            return line.ToJsonString();
        }
    }

    /// <summary>What every endeavour begins with: it is opened, and people and places are named.</summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="random">Makes the ids.</param>
    public static IEnumerable<Told> Beginning(string endeavour, Random random) =>
    [
        new(endeavour, IdFrom(random), "EndeavourOpened", "2016", "PUBLIC",
            new() { ["title"] = endeavour, ["challenges"] = new JsonArray("OTHER"), ["scale"] = "LOCAL", ["defaultVisibility"] = "PUBLIC" }),
        .. Enumerable.Range(1, People).Select(person => Mapped(endeavour, $"p-{person}", "PERSON", random)),
        .. Enumerable.Range(1, Places).Select(place => Mapped(endeavour, $"c-{place}", "CONSTITUENCY", random)),
    ];

    /// <summary>Any entry, late ones among them.</summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="random">Says which.</param>
    /// <param name="earlier">An entry that the same client had recorded, which this one may be about; null: there is none.</param>
    public static Told Any(string endeavour, Random random, Told? earlier)
    {
        var (person, place, strength, words) = ($"p-{1 + random.Next(People)}", $"c-{1 + random.Next(Places)}", Math.Round((random.NextDouble() * 2) - 1, 1), $"Word {random.Next()} of the river.");
        var (kind, data) = random.Next(earlier is null ? 18 : 20) switch
        {
            < 6 => ("FieldNoteTaken", new JsonObject { ["words"] = words, ["about"] = new JsonArray(person) }),
            < 9 => ("LegitimacySignalled", new JsonObject { ["constituency"] = place, ["source"] = "LISTENING", ["strength"] = strength, ["words"] = words }),
            < 12 => ("IdentificationShifted", new JsonObject { ["participant"] = person, ["with"] = place, ["strength"] = strength }),
            < 14 => ("IdentityVoiced", new JsonObject { ["participant"] = person, ["words"] = words }),
            < 16 => ("ConveningCallRevised", new JsonObject { ["text"] = $"Come to the river. {words}", ["contributors"] = new JsonArray(person) }),
            < 18 => ("PowerMapped", new JsonObject { ["holder"] = person, ["form"] = "EXPERTISE", ["influence"] = Math.Abs(strength), ["stance"] = strength }),
            18 => ("EntryReclassified", new JsonObject { ["entry"] = earlier!.Id, ["visibility"] = Circles[random.Next(Circles.Length)] }),
            _ => ("EntryAnnotated", new JsonObject { ["entry"] = earlier!.Id, ["words"] = words }),
        };
        return new(endeavour, IdFrom(random), kind, $"{2016 + random.Next(9)}-{1 + random.Next(12):00}", Circles[random.Next(Circles.Length)], data);
    }

    static Told Mapped(string endeavour, string key, string element, Random random) => new(endeavour, IdFrom(random), "ElementMapped", "2016-02", "PUBLIC",
        new() { ["key"] = key, ["name"] = $"Name of {key}", ["element"] = element, ["scale"] = "LOCAL" });

    static Guid IdFrom(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        // Version 4.
        (bytes[7], bytes[8]) = ((byte)((bytes[7] & 0x0f) | 0x40), (byte)((bytes[8] & 0x3f) | 0x80));
        return new(bytes);
    }
}
