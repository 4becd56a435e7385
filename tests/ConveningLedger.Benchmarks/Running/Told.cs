using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ConveningLedger.Benchmarks.Running;

/// <summary>
/// Histories of any length with the same people in them: 20 constituencies that twenty participants identify with, 30 who hold power, a
/// call of at most 2 kB that is revised. The frame of any moment is of the same size, however long the history is.
/// </summary>
static class Told
{
    public const int Places = 20;
    public const int Holders = 30;
    const int Participants = 20;

    /// <summary>The first day of every history.</summary>
    public static readonly DateTime Beginning = new(2016, 1, 4, 9, 0, 0, DateTimeKind.Utc);

    /// <summary>The last day of every history: the more entries, the closer together they are.</summary>
    public static readonly DateTime End = new(2024, 12, 30, 9, 0, 0, DateTimeKind.Utc);

    /// <summary>An entry, as a line has it and as a table would.</summary>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Subject">What it is a value of.</param>
    /// <param name="OccurredAt">When it was so.</param>
    /// <param name="RecordedAt">When it is said to have been recorded.</param>
    /// <param name="Data">The members of its kind.</param>
    public sealed record One(string Kind, string Subject, DateTime OccurredAt, DateTime RecordedAt, Dictionary<string, object> Data);

    /// <summary>A history.</summary>
    /// <param name="count">How many entries it has, at least the 72 that name everybody.</param>
    /// <param name="seed">Equal seeds tell equal histories.</param>
    public static IEnumerable<One> History(int count, int seed = 7)
    {
        var random = new Random(seed);
        var day = Beginning;
        yield return new("EndeavourOpened", "", day, day, new() { ["title"] = "A long game", ["challenges"] = new[] { "OTHER" }, ["scale"] = "LOCAL" });
        for (var holder = 1; holder <= Holders; holder++)
            yield return new("ElementMapped", $"h-{holder}", day, day, new() { ["key"] = $"h-{holder}", ["name"] = $"Holder {holder}", ["element"] = "PERSON", ["scale"] = "INDIVIDUAL" });
        for (var place = 1; place <= Places; place++)
            yield return new("ElementMapped", $"place-{place}", day, day, new() { ["key"] = $"place-{place}", ["name"] = $"Place {place}", ["element"] = "CONSTITUENCY", ["scale"] = "LOCAL" });
        var named = 1 + Holders + Places;
        // Everything that has a value has one from the first days on.
        foreach (var place in Enumerable.Range(1, Places))
            yield return Identified(1, place, day, day);
        foreach (var holder in Enumerable.Range(1, Holders))
            yield return Mapped(holder, day, day);
        yield return Called(day, day, 0);
        named += Places + Holders + 1;
        var step = (End - Beginning) / Math.Max(1, count - named);
        for (var index = named; index < count; index++)
        {
            day += step;
            var before = day.AddDays(-random.Next(12));
            yield return random.NextDouble() switch
            {
                < 0.35 => Identified(1 + random.Next(Participants), 1 + random.Next(Places), before, day),
                < 0.65 => new("LegitimacySignalled", $"place-{1 + random.Next(Places)}", before, day, new() { ["constituency"] = $"place-{1 + random.Next(Places)}", ["source"] = "LISTENING", ["strength"] = Strength(), ["words"] = Words(index, 20) }),
                < 0.97 => Mapped(1 + random.Next(Holders), before, day),
                _ => Called(before, day, index),
            };
        }

        One Identified(int who, int with, DateTime at, DateTime recorded) => new("IdentificationShifted", $"h-{who} place-{with}", at, recorded, new() { ["participant"] = $"h-{who}", ["with"] = $"place-{with}", ["strength"] = Strength() });
        One Mapped(int holder, DateTime at, DateTime recorded) => new("PowerMapped", $"h-{holder}", at, recorded, new() { ["holder"] = $"h-{holder}", ["form"] = "EXPERTISE", ["influence"] = Math.Abs(Strength()), ["stance"] = Strength() });
        One Called(DateTime at, DateTime recorded, int index) => new("ConveningCallRevised", "", at, recorded, new() { ["text"] = Words(index, 240), ["contributors"] = new[] { $"h-{1 + random.Next(Holders)}" } });
        double Strength() => Math.Round((random.NextDouble() * 2) - 1, 1);
    }

    /// <summary>The lines of a history, for an import.</summary>
    /// <param name="slug">Its endeavour.</param>
    /// <param name="count">How many.</param>
    /// <param name="file">Where they are written to.</param>
    public static string Write(string slug, int count, string file)
    {
        using var writer = new StreamWriter(file, append: false, new UTF8Encoding(false));
        foreach (var one in History(count))
            writer.WriteLine(JsonSerializer.Serialize(Line(slug, one)));
        return file;
    }

    static Dictionary<string, object> Line(string slug, One one) => new()
    {
        ["endeavour"] = slug,
        ["kind"] = one.Kind,
        ["occurredAt"] = one.OccurredAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["recordedAt"] = one.RecordedAt.ToString("O", CultureInfo.InvariantCulture),
        ["visibility"] = "PUBLIC",
        ["data"] = one.Data,
    };

    // Common words, so that wordings share some and not others.
    static string Words(int seed, int count)
    {
        string[] words = ["river", "gate", "night", "share", "listen", "summer", "map", "harvest", "stone", "bring", "neighbour", "promise", "water", "ask", "quiet", "again"];
        return string.Join(' ', Enumerable.Range(0, count).Select(place => words[((place * 7) + (place < count - 12 ? 0 : seed * 31)) % words.Length]));
    }
}
