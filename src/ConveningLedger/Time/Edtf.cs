using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace ConveningLedger.Time;

/// <summary>
/// When something happened, as precisely as is known: a year, month, day, season, date-time, or an interval between
/// two of them, in the Extended Date/Time Format (EDTF), perhaps marked as uncertain. It covers a span of time from
/// <see cref="Earliest"/> (inclusive) to <see cref="Latest"/> (exclusive) that is never empty and lies within the years
/// 0001 to 9999 in UTC. Two values are equal when their <see cref="Text"/> is; <c>2019-03</c> and <c>2019-03-01/2019-03-31</c>
/// cover the same span and are not equal.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item><c>2019</c>, <c>2019-03</c>, <c>2019-03-04</c>: the whole year, month or day, in UTC.</item>
/// <item><c>2021-21</c> to <c>2021-24</c>: the northern spring (March to May), summer, autumn and winter (December to
/// February of the next year). <c>9999-24</c> is refused, since it does not end within 9999.</item>
/// <item><c>2019-03~</c>, <c>2019?</c>, <c>2016-21%</c>: approximate, uncertain, both. The sign does not move the span.</item>
/// <item><c>2019-03-04T10:30:00Z</c>, <c>2019-03-04T10:30:00.25+01:00</c>: as wide as the last digit written, from one
/// second to one microsecond; fraction digits beyond the sixth are cut off.</item>
/// <item><c>2019-03/2019-05</c>: from the earliest of the first end to the latest of the second. The ends may be of
/// different precision, and one may lie within the other (<c>2019-03/2019</c>). It is reversed, and refused, where the
/// second end both begins and ends before the first.</item>
/// </list>
/// </remarks>
public sealed record Edtf
{
    static readonly SearchValues<char> PartlyKnownDate = SearchValues.Create("0123456789Xxu-/.~?%");
    static readonly Instant EndOfYears = Instant.FromCivil(10_000, 1, 1);

    Edtf(string text, in Span span, bool isInterval)
    {
        Text = text;
        Earliest = new(span.Earliest);
        Latest = new(span.Latest);
        IsQualified = span.IsQualified;
        IsInstant = span.IsInstant;
        IsInterval = isInterval;
    }

    /// <summary>The text as it was written.</summary>
    public string Text { get; }

    /// <summary>The first instant of the span (UTC), inclusive. Entries are ordered by it.</summary>
    public Instant Earliest { get; }

    /// <summary>
    /// The end of the span (UTC), exclusive: always after <see cref="Earliest"/>, at most the start of the year 10000.
    /// </summary>
    public Instant Latest { get; }

    /// <summary>True where the text, or either end of an interval, is marked <c>~</c>, <c>?</c> or <c>%</c>.</summary>
    public bool IsQualified { get; }

    /// <summary>True for a date-time on its own; false for an interval, whatever its ends are.</summary>
    public bool IsInstant { get; }

    /// <summary>True for two ends with a slash between them.</summary>
    public bool IsInterval { get; }

    /// <summary>
    /// The instant meant where one is asked for, as in "known by June": a date-time is that instant itself; all else
    /// is the last microsecond of its span, so that <c>2024-06</c> takes in all of June. Never after the year 9999.
    /// </summary>
    public Instant LastInstant => IsInstant ? Earliest : Latest.PlusMicroseconds(-1);

    /// <summary>Reads an EDTF value of the forms that <see cref="Edtf"/> names.</summary>
    /// <exception cref="FormatException">
    /// When the text, or null, is anything else; the message is the problem that <see cref="TryParse"/> gives.
    /// </exception>
    public static Edtf Parse(string? text) =>
        TryParse(text, out var value, out var problem) ? value : throw new FormatException(problem);

    /// <summary>Reads an EDTF value of the forms that <see cref="Edtf"/> names; nothing may stand before or after it.</summary>
    /// <param name="text">The text; null and the empty text are refused.</param>
    /// <param name="value">The value, or null where the text is refused.</param>
    /// <param name="problem">
    /// One sentence in plain English that says what is wrong and shows what would be accepted; null where nothing is wrong.
    /// It does not repeat the text.
    /// </param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Edtf? value, [NotNullWhen(false)] out string? problem)
    {
        var slash = text.AsSpan().IndexOf('/');
        var misread = slash < 0 ? ReadEnd(text, out var span) : ReadInterval(text, slash, out span);
        if (misread == Misreading.None)
        {
            value = new(text!, span, slash >= 0);
            problem = null;
            return true;
        }

        value = null;
        problem = Describe(LookCloser(text, misread));
        return false;
    }

    public bool Equals(Edtf? other) => other is not null && Text == other.Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text as it was written.</summary>
    public override string ToString() => Text;

    static Misreading ReadInterval(ReadOnlySpan<char> text, int slash, out Span span)
    {
        span = default;
        var first = text[..slash];
        var second = text[(slash + 1)..];
        if (second.Contains('/'))
            return Misreading.IntervalSlashes;
        if (first is "" or ".." || second is "" or "..")
            return Misreading.IntervalOpen;
        var misread = ReadEnd(first, out var from);
        if (misread == Misreading.None)
            misread = ReadEnd(second, out span);
        if (misread != Misreading.None)
            return misread;
        if (span.Earliest < from.Earliest && span.Latest < from.Latest)
            return Misreading.IntervalReversed;
        span = new(from.Earliest, span.Latest, from.IsQualified || span.IsQualified, IsInstant: false);
        return Misreading.None;
    }

    static Misreading ReadEnd(ReadOnlySpan<char> text, out Span span)
    {
        span = default;
        var yearDigits = IsoText.CountDigits(text);
        if (yearDigits != 4)
            return WhyNoYear(text, yearDigits);
        var year = IsoText.TwoDigits(text, 0) * 100 + IsoText.TwoDigits(text, 2);
        if (year == 0)
            return Misreading.YearTooEarly;
        if (EndsAt(text, 4, out var qualified))
            return Months(year, 1, 12, qualified, out span);
        if (text[4] != '-')
            return Misplaced(text[4]);

        var month = IsoText.TwoDigits(text, 5);
        if (month is not (>= 1 and <= 12 or >= 21 and <= 24) || (text.Length > 7 && IsoText.IsDigit(text[7])))
            return Misreading.Month;
        if (month > 12)
            return ReadSeason(text, year, month - 21, out span);
        if (EndsAt(text, 7, out qualified))
            return Months(year, month, 1, qualified, out span);
        if (text[7] != '-')
            return Misplaced(text[7]);

        var day = IsoText.TwoDigits(text, 8);
        if (day < 1 || day > IsoText.DaysInMonth(year, month) || (text.Length > 10 && IsoText.IsDigit(text[10])))
            return Misreading.Day;
        var start = IsoText.DayNumber(year, month, day) * IsoText.MicrosecondsPerDay;
        if (EndsAt(text, 10, out qualified))
        {
            span = new(start, start + IsoText.MicrosecondsPerDay, qualified, IsInstant: false);
            return Misreading.None;
        }

        return text[10] == 'T' ? ReadDateTime(text[11..], start, out span) : Misplaced(text[10]);
    }

    static Misreading ReadSeason(ReadOnlySpan<char> text, int year, int season, out Span span)
    {
        span = default;
        if (!EndsAt(text, 7, out var qualified))
            return text[7] == '-' ? Misreading.SeasonWithDay : Misplaced(text[7]);
        return season == 3 && year == 9999
            ? Misreading.SeasonBeyondYears
            : Months(year, 3 + season * 3, 3, qualified, out span);
    }

    static Misreading ReadDateTime(ReadOnlySpan<char> time, long startOfDay, out Span span)
    {
        span = default;
        var misread = IsoText.ReadTime(time, out var timeOfDay, out var fractionDigits);
        if (misread != Misreading.None)
            return misread;
        var earliest = startOfDay + timeOfDay;
        if (earliest < Instant.MinValue.Microseconds || earliest >= EndOfYears.Microseconds)
            return Misreading.BeyondYearsInUtc;
        var width = IsoText.MicrosecondsPerSecond;
        for (var i = 0; i < fractionDigits; i++)
            width /= 10;
        span = new(earliest, earliest + width, IsQualified: false, IsInstant: true);
        return Misreading.None;
    }

    static Misreading Months(int year, int month, int count, bool qualified, out Span span)
    {
        var end = month + count;
        span = new(
            IsoText.DayNumber(year, month, 1) * IsoText.MicrosecondsPerDay,
            (end > 12 ? IsoText.DayNumber(year + 1, end - 12, 1) : IsoText.DayNumber(year, end, 1)) * IsoText.MicrosecondsPerDay,
            qualified,
            IsInstant: false);
        return Misreading.None;
    }

    static bool EndsAt(ReadOnlySpan<char> text, int position, out bool qualified)
    {
        qualified = text.Length == position + 1 && IsQualifier(text[position]);
        return qualified || text.Length == position;
    }

    static bool IsQualifier(char character) => character is '~' or '?' or '%';

    static Misreading Misplaced(char character) =>
        IsQualifier(character) ? Misreading.QualifierMisplaced : Misreading.Unreadable;

    static Misreading WhyNoYear(ReadOnlySpan<char> text, int digits) => text switch
    {
        [] => Misreading.Missing,
        ['-', >= '0' and <= '9', ..] or ['Y', '-', ..] => Misreading.YearTooEarly,
        ['+' or 'Y', >= '0' and <= '9', ..] => Misreading.YearTooLong,
        _ when digits > 4 => Misreading.YearTooLong,
        _ when digits > 0 => Misreading.YearTooShort,
        _ => Misplaced(text[0]),
    };

    // What people write most often instead of EDTF shows in the whole text, not at the place where reading stopped.
    static Misreading LookCloser(ReadOnlySpan<char> text, Misreading misread)
    {
        var trimmed = text.Trim();
        if (trimmed.IsEmpty)
            return Misreading.Missing;
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character) && (IsoText.IsDigit(trimmed[0]) || trimmed.Length < text.Length))
                return Misreading.Spaces;
        }

        return text.ContainsAny('X', 'x', 'u') && !text.ContainsAnyExcept(PartlyKnownDate)
            ? Misreading.UnspecifiedDigits
            : misread;
    }

    static string Describe(Misreading misread) => misread switch
    {
        Misreading.Missing =>
            "The date is missing; write it as precisely as is known, for example 2019, 2019-03 or 2019-03-04.",
        Misreading.Spaces =>
            "There is a space in the date; write it without, for example 2019-03-04 or 2019-03-04T10:30:00Z.",
        Misreading.UnspecifiedDigits =>
            "Unspecified digits (X) are not accepted; write only what is known, for example 2019, or an interval "
            + "such as 2010/2019.",
        Misreading.YearTooEarly =>
            "Years before 0001 are not accepted; write a year from 0001 to 9999, for example 2019.",
        Misreading.YearTooLong =>
            "The year has more than four digits; write a year from 0001 to 9999, for example 2019, and hyphens in a date, "
            + "for example 2019-03-04.",
        Misreading.YearTooShort =>
            "The year comes first and needs four digits, for example 2019, 0987 or 2019-03-04.",
        Misreading.Month =>
            "The month must be two digits from 01 to 12, or 21 (spring) to 24 (winter) for a season, "
            + "for example 2019-03 or 2019-21.",
        Misreading.SeasonWithDay =>
            "A season has no day; write the season alone, for example 2019-21, or a day, for example 2019-03-04.",
        Misreading.SeasonBeyondYears =>
            "The winter of 9999 ends beyond the year 9999; write its month, for example 9999-12.",
        Misreading.Day =>
            "There is no such day in that month; write two digits from 01 to the last day of the month, for example 2019-02-28 "
            + "(or 2020-02-29 in a leap year).",
        Misreading.Time =>
            "The time must give hours 00 to 23, minutes 00 to 59 and seconds 00 to 59, for example 2019-03-04T10:30:00Z "
            + "(24:00 is 00:00 of the next day).",
        Misreading.Fraction =>
            "A fraction of a second is written as a point with digits after it, for example 2019-03-04T10:30:00.5Z.",
        Misreading.OffsetMissing =>
            "The time does not say how far it is from UTC; add Z or an offset, for example 2019-03-04T10:30:00Z or "
            + "2019-03-04T10:30:00+02:00.",
        Misreading.Offset =>
            "What follows the seconds must be Z or an offset from -14:00 to +14:00, for example 2019-03-04T10:30:00Z or "
            + "2019-03-04T10:30:00+02:00.",
        Misreading.BeyondYearsInUtc =>
            "In UTC this time is outside the years 0001 to 9999; write one within them, for example 2019-03-04T10:30:00Z.",
        Misreading.QualifierMisplaced =>
            "One ~, ? or % may stand at the end of a date and nowhere else, for example 2019-03~ "
            + "(% means both uncertain and approximate).",
        Misreading.QualifiedTime =>
            "A date with a time takes no ~, ? or %; write it without, for example 2019-03-04T10:30:00Z, or the day alone, "
            + "for example 2019-03-04~.",
        Misreading.IntervalOpen =>
            "The interval lacks one of its ends; write both, for example 2019-03/2019-05.",
        Misreading.IntervalSlashes =>
            "There is more than one slash; an interval is two dates with one slash between them, for example 2019-03/2019-05, "
            + "and a date has hyphens, for example 2019-03-04.",
        Misreading.IntervalReversed =>
            "The interval ends before it begins; write the earlier end first, for example 2019-03/2019-05.",
        _ =>
            "This cannot be read as a date; write for example 2019, 2019-03, 2019-03-04, 2019-03-04T10:30:00Z, 2019-03~, "
            + "a season such as 2021-21 or an interval such as 2019-03/2019-05.",
    };

    readonly record struct Span(long Earliest, long Latest, bool IsQualified, bool IsInstant);
}
