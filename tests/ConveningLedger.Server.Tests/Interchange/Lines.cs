namespace ConveningLedger.Server.Tests.Interchange;

/// <summary>Lines of the interchange format, as a person would write them.</summary>
static class Lines
{
    public static string Opened(string endeavour, string more = "") =>
        Line(endeavour, "EndeavourOpened", """{"title":"A river","challenges":["CONFLICT"],"scale":"REGIONAL"}""", more);

    public static string Mapped(string endeavour, string key, string element = "GROUP", string more = "") =>
        Line(endeavour, "ElementMapped", $$"""{"key":"{{key}}","name":"{{key}}","element":"{{element}}","scale":"LOCAL"}""", more);

    public static string Noted(string endeavour, string words, string more = "") =>
        Line(endeavour, "FieldNoteTaken", $$"""{"words":"{{words}}"}""", more);

    public static string Line(string endeavour, string kind, string data, string more = "", string occurredAt = "2019-03") =>
        $$"""{"endeavour":"{{endeavour}}","kind":"{{kind}}","occurredAt":"{{occurredAt}}"{{(more.Length > 0 ? "," : "")}}{{more}},"data":{{data}}}""";

    /// <summary>An endeavour with few keys and many lines: people, and then notes, shifts and annotations of the notes.</summary>
    public static IEnumerable<string> Many(string endeavour, int count)
    {
        const string recorded = "\"recordedAt\":\"2020-01-01T00:00:00Z\",\"recordedBy\":\"odile\"";
        yield return Opened(endeavour, recorded);
        yield return Mapped(endeavour, "valley", "OTHER", recorded);
        for (var person = 0; person < 8; person++)
            yield return Mapped(endeavour, $"p-{person}", "PERSON", recorded);
        for (var index = 12; index < count + 2; index++)
        {
            yield return (index % 3) switch
            {
                0 => Noted(endeavour, $"Note {index}: the water stood at the ninth step, and nobody said whose turn it was.", $"\"ref\":\"n-{index}\",{recorded}"),
                1 => Line(endeavour, "EntryAnnotated", $$"""{"entry":"n-{{Math.Max(12, index / 6 * 3)}}","words":"Read again."}""", recorded),
                _ => Line(endeavour, "PowerMapped", $$"""{"holder":"p-{{index % 8}}","form":"GATEKEEPING","influence":0.5,"stance":-0.{{index % 9 + 1}}}""", recorded),
            };
        }
    }
}
