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

    /// <summary>The frame whose names are used.</summary>
    public Frame Frame { get; } = frame;

    /// <summary>What a key names is called; a neutral word where the frame knows no name for it. Never the key.</summary>
    /// <param name="key">The key of an element, boundary, boundary object, learning space, outcome, claim, story or wave.</param>
    public string Name(string key)
    {
        if (Frame.Landscape.Elements.GetValueOrDefault(key)?.Description is { } element)
            return element.Name;
        if (Frame.Boundaries.Boundaries.GetValueOrDefault(key) is { } boundary)
            return boundary.Description?.Name ?? "a boundary without a name";
        if (Frame.Boundaries.Objects.GetValueOrDefault(key)?.Data is Boundaries.BoundaryObjectMade made)
            return made.Name;
        if (Frame.Boundaries.Spaces.GetValueOrDefault(key) is { } space)
            return (space.Opened?.Data as Boundaries.LearningSpaceOpened)?.Name ?? "a learning space without a name";
        return "somebody or something without a name here";
    }

    /// <summary>The names of several keys as one enumeration.</summary>
    /// <param name="keys">The keys.</param>
    public string Names(IEnumerable<string> keys) => List(keys.Select(Name));

    /// <summary>A value of a list in lower-case words: <c>formal authority</c>.</summary>
    /// <param name="value">The value.</param>
    public static string Of(Enum value) => Capital().Replace(value.ToString(), match => $"{(match.Index == 0 ? "" : " ")}{match.Value.ToLowerInvariant()}");

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

    /// <summary>A text cut to a number of words, with an ellipsis where something is left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How many words at most.</param>
    public static string Shortened(string text, int most)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= most ? string.Join(' ', words) : $"{string.Join(' ', words.Take(most)).TrimEnd(',', ';', ':', '.', '–', '-')} …";
    }

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
