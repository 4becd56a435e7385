using System.Globalization;
using System.Text.RegularExpressions;

namespace ConveningLedger.Store.Interchange;

/// <summary>What a cell may mean that cannot be read as it is. It is never taken for it: it is only suggested.</summary>
static partial class Suggested
{
    static readonly DateTime FirstOfSheets = new(1899, 12, 30);

    /// <summary>A refusal with what was perhaps meant, where that can be guessed; else the refusal as it is.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <param name="text">What stands in the cell; null where there is none.</param>
    public static Refusal For(Refusal refusal, string? text)
    {
        if (refusal.Nearest.Count > 0 || text is null)
            return refusal;
        string[] suggestions = refusal.Code switch
        {
            RefusalCode.DateUnreadable => Dates(text),
            RefusalCode.WrongType when DecimalComma().IsMatch(text.Trim()) => [text.Trim().Replace(',', '.')],
            _ => [],
        };
        return suggestions.Length == 0 ? refusal : refusal with { Nearest = [.. suggestions] };
    }

    /// <summary>What a date that a spreadsheet or a person wrote may mean, in EDTF; none where that cannot be guessed.</summary>
    /// <param name="text">The date.</param>
    public static string[] Dates(string text)
    {
        text = text.Trim();
        if (Numbers().Match(text) is { Success: true } numbers)
        {
            var (one, other, year) = (int.Parse(numbers.Groups[1].Value), int.Parse(numbers.Groups[2].Value), Year(numbers.Groups[3].Value));
            // Which is the day depends on who wrote it.
            return [.. new[] { Day(year, other, one), Day(year, one, other) }.OfType<string>().Distinct()];
        }
        if (Reversed().Match(text) is { Success: true } reversed && Day(int.Parse(reversed.Groups[1].Value), int.Parse(reversed.Groups[2].Value), int.Parse(reversed.Groups[3].Value)) is { } day)
            return [day];
        if (Timed().Match(text) is { Success: true } timed)
            return [$"{timed.Groups[1].Value}T{timed.Groups[2].Value}{(timed.Groups[3].Success ? timed.Groups[3].Value : ":00")}Z", timed.Groups[1].Value];
        // A date that a spreadsheet shows as the number that it keeps.
        if (Serial().IsMatch(text) && int.Parse(text) is var serial and > 20_000 and < 80_000)
            return [FirstOfSheets.AddDays(serial).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)];
        if (MonthOf().Match(text) is { Success: true } month)
        {
            string[] names = [.. CultureInfo.InvariantCulture.DateTimeFormat.MonthNames.Take(12)];
            var number = Array.FindIndex(names, name => month.Groups[1].Value.Length >= 3 && name.StartsWith(month.Groups[1].Value, StringComparison.OrdinalIgnoreCase)) + 1;
            return number == 0 ? [] : [$"{Year(month.Groups[2].Value)}-{number:00}"];
        }
        return [];
    }

    static int Year(string text) => text.Length == 2 ? 2000 + int.Parse(text) : int.Parse(text);

    static string? Day(int year, int month, int day) =>
        DateTime.TryParseExact($"{year:0000}-{month:00}-{day:00}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? $"{year:0000}-{month:00}-{day:00}" : null;

    [GeneratedRegex(@"^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})$")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^(\d{4})[./-](\d{1,2})[./-](\d{1,2})$")]
    private static partial Regex Reversed();

    [GeneratedRegex(@"^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?$")]
    private static partial Regex Timed();

    [GeneratedRegex(@"^[+-]?\d+,\d+$")]
    private static partial Regex DecimalComma();

    [GeneratedRegex(@"^\d{5}$")]
    private static partial Regex Serial();

    [GeneratedRegex(@"^([A-Za-z]+)[ .-]+(\d{4}|\d{2})$")]
    private static partial Regex MonthOf();
}
