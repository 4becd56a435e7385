using System.Text.RegularExpressions;

namespace ConveningLedger.Time;

/// <summary>
/// Plain words for what a frame holds, in English: names in the place of keys, words in the place of the names of values. The same
/// frame is always worded the same.
/// </summary>
/// <param name="frame">The frame whose names are used.</param>
public sealed partial class Wording(Frame frame)
{
    static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    static readonly string[] Numbers = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    static readonly string[] Ordinals =
        ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"];

    // What is named later than the frame's moment, and known, has its name all the same.
    readonly Lazy<Frame> whole = new(() => frame.Edition.At(Instant.MaxValue, frame.KnownAt));

    /// <summary>The frame whose names are used.</summary>
    public Frame Frame { get; } = frame;

    /// <summary>What a key names is called; a neutral word where nothing known says. Never the key.</summary>
    /// <param name="key">The key of an element, boundary, boundary object, learning space, outcome, claim, story or wave.</param>
    public string Name(string key) => NameIn(Frame, key) ?? NameIn(whole.Value, key) ?? "somebody or something unnamed";

    /// <summary>The call of an audience: <c>the common call</c>, <c>the call for Upland growers</c>.</summary>
    /// <param name="audience">The audience; null: the common one.</param>
    public string Call(string? audience) => audience is null ? "the common call" : $"the call for {Name(audience)}";

    /// <summary>What an entry tells, without its date, in quotes and shortened; <c>an entry</c> where it is not known.</summary>
    /// <param name="idOrRef">Its id or ref.</param>
    public string Entry(string idOrRef) =>
        Frame.Edition.Find(idOrRef) is { } entry ? Quoted(Tell(entry), 14) : "an entry";

    /// <summary>What an entry tells, as part of a sentence: without its date and without a full stop.</summary>
    /// <param name="entry">The entry.</param>
    public string Tell(Entry entry) => entry.Data.Account(this) ?? Of(entry);

    // A kind that has no sentence of its own is told by what it means and the first text that it holds.
    static string Of(Entry entry)
    {
        var text = entry.Kind.Members.All.Where(member => member.Shape is TextShape).Select(member => member.Of(entry.Data)).OfType<string>().FirstOrDefault();
        var means = entry.Kind.Summary.TrimEnd('.');
        return $"{char.ToLowerInvariant(means[0])}{means[1..]}{(text is null ? "" : $": {Quoted(text)}")}";
    }

    static string? NameIn(Frame frame, string key)
    {
        if (frame.Landscape.Elements.GetValueOrDefault(key)?.Description is { } element)
            return element.Name;
        if (frame.Boundaries.Boundaries.GetValueOrDefault(key)?.Description is { } boundary)
            return boundary.Name;
        if (frame.Boundaries.Objects.GetValueOrDefault(key)?.Data is Boundaries.BoundaryObjectMade made)
            return made.Name;
        if (frame.Boundaries.Spaces.GetValueOrDefault(key)?.Opened?.Data is Boundaries.LearningSpaceOpened space)
            return space.Name;
        if (frame.Value.Stories.GetValueOrDefault(key)?.Data is Value.ValueStoryTold story)
            return $"the story {Quoted(story.Text, 8)}";
        if (frame.Evaluation.Outcomes.GetValueOrDefault(key)?.Data is Evaluation.OutcomeHarvested outcome)
            return $"the outcome {Quoted(outcome.Change, 8)}";
        return frame.Evaluation.Claims.GetValueOrDefault(key)?.Data is Evaluation.ContributionClaimed claim ? $"the claim {Quoted(claim.Claim, 8)}" : null;
    }

    /// <summary>The names of several keys as one enumeration; of many the first few, and how many others.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="most">How many are named at most.</param>
    public string Names(IEnumerable<string> keys, int most = 4) => Few([.. keys.Select(Name)], most);

    /// <summary>An enumeration of the first few items, and how many others.</summary>
    /// <param name="items">The items.</param>
    /// <param name="most">How many are named at most.</param>
    public static string Few(IReadOnlyList<string> items, int most) =>
        List(items.Count <= most ? items : items.Take(most - 1).Append(Count(items.Count - most + 1, "other")));

    /// <summary>A value of a list in lower-case words: <c>formal authority</c>.</summary>
    /// <param name="value">The value.</param>
    public static string Of(Enum value) => value.ToString() == "Other" ? "something else" : Capital().Replace(value.ToString(), match => $"{(match.Index == 0 ? "" : " ")}{match.Value.ToLowerInvariant()}");

    /// <summary>An enumeration: <c>a, b and c</c>.</summary>
    /// <param name="items">The items.</param>
    public static string List(IEnumerable<string> items) => items.ToArray() switch
    {
        [] => "",
        [var only] => only,
        [.. var most, var last] => $"{string.Join(", ", most)} and {last}",
    };

    /// <summary>How many of something: <c>one entry</c>, <c>14 entries</c>; up to twelve in words.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The word for one.</param>
    /// <param name="several">The word for any other number; absent: with an s.</param>
    public static string Count(int count, string one, string? several = null) => $"{Number(count)} {(count == 1 ? one : several ?? $"{one}s")}";

    /// <summary>A number, up to twelve in words.</summary>
    /// <param name="number">Not negative.</param>
    public static string Number(int number) => number < Numbers.Length ? Numbers[number] : number.ToString("#,0");

    /// <summary>The day of an instant, in UTC: <c>1 October 2019</c>.</summary>
    /// <param name="instant">The instant, in the years 0001 to 9999; later ones are worded as without end.</param>
    public static string Day(Instant instant)
    {
        var text = instant.ToString();
        return text[0] == '+' ? "the end of time" : $"{int.Parse(text.AsSpan(8, 2))} {Months[int.Parse(text.AsSpan(5, 2)) - 1]} {int.Parse(text.AsSpan(0, 4))}";
    }

    /// <summary>When something happened, as part of a sentence: <c>in March 2019</c>, <c>around 2016</c>, <c>between March 2019 and May 2019</c>.</summary>
    /// <param name="date">The date.</param>
    public static string When(Edtf date)
    {
        if (date.IsInterval && date.Text.Split('/') is [var first, var last])
            return $"between {Part(first)} and {Part(last)}";
        var (bare, isRough, isUnsure) = Qualified(date.Text);
        var preposition = isRough ? "around" : bare.Length >= 10 ? "on" : "in";
        return $"{(isUnsure ? "perhaps " : "")}{preposition} {Bare(bare)}";
    }

    static string Part(string text)
    {
        var (bare, isRough, isUnsure) = Qualified(text);
        return $"{(isUnsure ? "perhaps " : "")}{(isRough ? "about " : "")}{Bare(bare)}";
    }

    static (string Bare, bool IsRough, bool IsUnsure) Qualified(string text) =>
        (text.TrimEnd('~', '?', '%'), text[^1] is '~' or '%', text[^1] is '?' or '%');

    static string Bare(string text)
    {
        var year = int.Parse(text.AsSpan(0, 4)).ToString();
        if (text.Length == 4)
            return year;
        var month = int.Parse(text.AsSpan(5, 2));
        if (text.Length == 7)
            return month > 20 ? $"{new[] { "spring", "summer", "autumn", "winter" }[month - 21]} {year}" : $"{Months[month - 1]} {year}";
        // Of a time of day the day is told: hours are more than anybody reads aloud.
        return text.Length == 10 ? $"{int.Parse(text.AsSpan(8, 2))} {Months[month - 1]} {year}" : Day(Edtf.Parse(text).Earliest);
    }

    /// <summary>How easily a boundary is crossed.</summary>
    /// <param name="permeability">0 to 1.</param>
    public static string Crossed(decimal permeability) => permeability switch
    {
        <= 0.1m => "hardly crossed",
        <= 0.35m => "crossed with difficulty",
        <= 0.65m => "half open",
        < 0.9m => "easily crossed",
        _ => "open",
    };

    /// <summary>A text in quotation marks, without its Markdown, cut to a number of words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How many words at most.</param>
    public static string Quoted(string text, int most = 24) => Erased.Is(text) ? text : $"“{Shortened(Plain(text), most).Replace('“', '‘').Replace('”', '’')}”";

    /// <summary>A sentence with a full stop, and with a capital unless it begins with a name: a name is written as it is.</summary>
    /// <param name="text">The sentence without.</param>
    public static string Sentence(string text)
    {
        var capital = Beginning().IsMatch(text) ? Upper(text) : text;
        return capital[^1] is '.' or '!' or '?' or '…' || (capital.Length > 1 && capital[^1] == '”' && capital[^2] is '.' or '!' or '?' or '…') ? capital : $"{capital}.";
    }

    /// <summary>A text with a capital.</summary>
    /// <param name="text">The text.</param>
    public static string Upper(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";

    /// <summary>A place in an order: <c>third</c>, from the thirteenth on in digits.</summary>
    /// <param name="number">From 1.</param>
    public static string Ordinal(int number) => number < Ordinals.Length ? Ordinals[number]
        : $"{number}{(number % 100 is > 10 and < 14 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" })}";

    /// <summary>How many words a text has, as they are counted for accounts.</summary>
    /// <param name="text">The text.</param>
    public static int WordsIn(string text) => Calls.WordChunker.WordsIn(text).Count();

    static string Plain(string markdown)
    {
        var lines = markdown.ReplaceLineEndings("\n").Split('\n');
        var text = string.Join(' ', lines.All(line => line.TrimStart().StartsWith('#') || line.Trim().Length == 0) ? lines : lines.Where(line => !line.TrimStart().StartsWith('#')));
        return Marks().Replace(Links().Replace(text, "$1"), "");
    }

    /// <summary>A text cut to a number of words, with an ellipsis where something is left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How many words at most.</param>
    public static string Shortened(string text, int most)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length <= most)
            return string.Join(' ', words);
        var kept = string.Join(' ', words.Take(most)).TrimEnd(',', ';', ':', '.', '–', '-');
        // A quotation that is cut ends where it is cut.
        return $"{kept} …{(kept.LastIndexOf('“') > kept.LastIndexOf('”') ? "”" : "")}";
    }

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();

    // Words that sentences here begin with, and that are no names.
    [GeneratedRegex("^(the|a|an|around|about|somebody|between|in|on|who|it|perhaps|no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) ")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"!?\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])?")]
    private static partial Regex Links();

    [GeneratedRegex(@"[*_`#>|]|(?<!\S)-(?=\s)")]
    private static partial Regex Marks();
}
