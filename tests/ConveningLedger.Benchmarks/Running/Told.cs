using System.Globalization;
using System.Text.Json;

namespace ConveningLedger.Benchmarks.Running;

/// <summary>
/// Histories of any length over the same nine years with the same people in them: one participant who identifies with 20 constituencies,
/// 30 who hold power, a call of less than 2 kB that is revised. So the frame that is asked for is of the same size at every length.
/// </summary>
static class Told
{
    public const int Places = 20;
    public const int Holders = 30;

    /// <summary>How many entries name everybody and give everything its first value.</summary>
    public const int Least = 1 + Holders + Places + Places + Holders + 1;

    const int MostDaysBefore = 12;
    const int WordsOfCall = 240;
    const int WordsOfSignal = 20;

    // Of a hundred entries that come after.
    const double Identifying = 0.35;
    const double Signalling = 0.65;
    const double Mapping = 0.97;

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
    /// <param name="count">How many entries it has, at least <see cref="Least"/>.</param>
    /// <param name="seed">Equal seeds tell equal histories.</param>
    /// <param name="holders">How many hold power.</param>
    public static IEnumerable<One> History(int count, int seed = 7, int holders = Holders)
    {
        var least = Least + (2 * (holders - Holders));
        var random = new Random(seed);
        var day = Beginning;
        yield return new("EndeavourOpened", "", day, day, new() { ["title"] = "A long game", ["challenges"] = new[] { "OTHER" }, ["scale"] = "LOCAL" });
        for (var holder = 1; holder <= holders; holder++)
            yield return new("ElementMapped", $"h-{holder}", day, day, new() { ["key"] = $"h-{holder}", ["name"] = $"Holder {holder}", ["element"] = "PERSON", ["scale"] = "INDIVIDUAL" });
        for (var place = 1; place <= Places; place++)
            yield return new("ElementMapped", $"place-{place}", day, day, new() { ["key"] = $"place-{place}", ["name"] = $"Place {place}", ["element"] = "CONSTITUENCY", ["scale"] = "LOCAL" });
        for (var place = 1; place <= Places; place++)
            yield return Identified(place, day, day);
        for (var holder = 1; holder <= holders; holder++)
            yield return Mapped(holder, day, day);
        yield return Called(day, day, 0);
        var step = (End - Beginning) / Math.Max(1, count - least);
        for (var index = least; index < count; index++)
        {
            day += step;
            var before = day.AddDays(-random.Next(MostDaysBefore));
            yield return random.NextDouble() switch
            {
                < Identifying => Identified(1 + random.Next(Places), before, day),
                < Signalling => Signalled(1 + random.Next(Places), before, day, index),
                < Mapping => Mapped(1 + random.Next(holders), before, day),
                _ => Called(before, day, index),
            };
        }

        One Identified(int with, DateTime at, DateTime recorded) => new("IdentificationShifted", $"h-1 place-{with}", at, recorded, new() { ["participant"] = "h-1", ["with"] = $"place-{with}", ["strength"] = Strength() });
        One Signalled(int place, DateTime at, DateTime recorded, int index) => new("LegitimacySignalled", $"place-{place}", at, recorded, new() { ["constituency"] = $"place-{place}", ["source"] = "LISTENING", ["strength"] = Strength(), ["words"] = Words(index, WordsOfSignal) });
        One Mapped(int holder, DateTime at, DateTime recorded) => new("PowerMapped", $"h-{holder}", at, recorded, new() { ["holder"] = $"h-{holder}", ["form"] = "EXPERTISE", ["influence"] = Math.Abs(Strength()), ["stance"] = Strength() });
        One Called(DateTime at, DateTime recorded, int index) => new("ConveningCallRevised", "", at, recorded, new() { ["text"] = Words(index, WordsOfCall), ["contributors"] = new[] { $"h-{1 + random.Next(holders)}" } });
        double Strength() => Math.Round((random.NextDouble() * 2) - 1, 1);
    }

    /// <summary>A moment to ask for, and one by which something was known of it: both after everything has its first value.</summary>
    public static (DateTime At, DateTime Known) Moments(Random random) => (Any(random), Any(random));

    static DateTime Any(Random random) => Beginning.AddDays(1 + random.Next((End - Beginning).Days));

    /// <summary>Writes a history as lines, for an import.</summary>
    /// <param name="slug">Its endeavour.</param>
    /// <param name="count">How many.</param>
    /// <param name="writer">Where they are written to.</param>
    /// <param name="holders">How many hold power.</param>
    public static void Write(string slug, int count, TextWriter writer, int holders = Holders)
    {
        foreach (var one in History(count, holders: holders))
        {
            writer.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["endeavour"] = slug,
                ["kind"] = one.Kind,
                ["occurredAt"] = one.OccurredAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["recordedAt"] = one.RecordedAt.ToString("O", CultureInfo.InvariantCulture),
                ["visibility"] = "PUBLIC",
                ["data"] = one.Data,
            }));
        }
    }

    // Common words, so that wordings share some and not others.
    static string Words(int seed, int count)
    {
        string[] words = ["river", "gate", "night", "share", "listen", "summer", "map", "harvest", "stone", "bring", "neighbour", "promise", "water", "ask", "quiet", "again"];
        return string.Join(' ', Enumerable.Range(0, count).Select(place => words[((place * 7) + (place < count - 12 ? 0 : seed * 31)) % words.Length]));
    }
}
