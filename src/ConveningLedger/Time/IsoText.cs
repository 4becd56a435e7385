namespace ConveningLedger.Time;

/// <summary>Why a text could not be read as a date, a date and time, or an interval.</summary>
enum Misreading
{
    None,
    Missing,
    Spaces,
    Unreadable,
    UnspecifiedDigits,
    YearTooEarly,
    YearTooLong,
    YearTooShort,
    Month,
    SeasonWithDay,
    SeasonBeyondYears,
    Day,
    Time,
    Fraction,
    OffsetMissing,
    Offset,
    BeyondYearsInUtc,
    QualifierMisplaced,
    QualifiedTime,
    IntervalOpen,
    IntervalSlashes,
    IntervalReversed,
}

/// <summary>
/// The parts that an ISO 8601 date-time and an EDTF value have in common: the proleptic Gregorian calendar, and the
/// reading of digits and times of day. Digits are ASCII digits only; nothing here allocates.
/// </summary>
static class IsoText
{
    public const long MicrosecondsPerSecond = 1_000_000;
    public const long MicrosecondsPerDay = 86_400 * MicrosecondsPerSecond;

    const int DaysPerEra = 146_097;
    const int DaysFromYearZeroToEpoch = 719_468;
    const int MostMinutesOfOffset = 14 * 60;

    /// <summary>Days since 1970-01-01; negative before. The month and day are taken as valid.</summary>
    public static long DayNumber(long year, int month, int day)
    {
        // The year is taken to begin in March, so that the leap day is its last.
        var shifted = month <= 2 ? year - 1 : year;
        var era = Math.DivRem(shifted, 400, out var yearOfEra);
        var dayOfYear = ((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5 + day - 1;
        return era * DaysPerEra + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - DaysFromYearZeroToEpoch;
    }

    /// <summary>The calendar date of a day number; the inverse of <see cref="DayNumber"/> for the years from 0001.</summary>
    public static (long Year, int Month, int Day) Civil(long dayNumber)
    {
        var era = Math.DivRem(dayNumber + DaysFromYearZeroToEpoch, DaysPerEra, out var dayOfEra);
        var yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        var dayOfYear = (int)(dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100));
        var monthFromMarch = ((5 * dayOfYear) + 2) / 153;
        var day = dayOfYear - ((153 * monthFromMarch) + 2) / 5 + 1;
        var month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day);
    }

    public static int DaysInMonth(long year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    public static bool IsDigit(char character) => (uint)(character - '0') <= 9;

    public static int CountDigits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && IsDigit(text[count]))
            count++;
        return count;
    }

    /// <summary>The two digits at the position, or −1 where there are not two.</summary>
    public static int TwoDigits(ReadOnlySpan<char> text, int position) =>
        position + 2 <= text.Length && IsDigit(text[position]) && IsDigit(text[position + 1])
            ? (text[position] - '0') * 10 + text[position + 1] - '0'
            : -1;

    /// <summary>Reads <c>hh:mm:ss[.f…](Z|±hh[:mm])</c>, to the end of the text.</summary>
    /// <param name="text">What follows the <c>T</c>.</param>
    /// <param name="microseconds">
    /// The time since the start of the written day in UTC: below zero or beyond a day where the offset leads there.
    /// </param>
    /// <param name="fractionDigits">How many fraction digits were kept, 0 to 6; further ones are cut off.</param>
    public static Misreading ReadTime(ReadOnlySpan<char> text, out long microseconds, out int fractionDigits)
    {
        microseconds = 0;
        fractionDigits = 0;
        var hour = TwoDigits(text, 0);
        var minute = TwoDigits(text, 3);
        var second = TwoDigits(text, 6);
        if ((uint)hour > 23 || (uint)minute > 59 || (uint)second > 59 || text[2] != ':' || text[5] != ':')
            return Misreading.Time;
        var rest = text[8..];

        var fraction = 0L;
        if (rest.Length > 0 && rest[0] is '.' or ',')
        {
            var written = rest[0] == '.' ? CountDigits(rest[1..]) : 0;
            if (written == 0)
                return Misreading.Fraction;
            fractionDigits = Math.Min(written, 6);
            for (var i = 1; i <= 6; i++)
                fraction = fraction * 10 + (i <= fractionDigits ? rest[i] - '0' : 0);
            rest = rest[(1 + written)..];
        }

        var misread = ReadOffset(rest, out var offsetMinutes);
        microseconds = ((hour * 60 + minute - offsetMinutes) * 60L + second) * MicrosecondsPerSecond + fraction;
        return misread;
    }

    static Misreading ReadOffset(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        if (text.IsEmpty)
            return Misreading.OffsetMissing;
        if (text is "Z")
            return Misreading.None;
        if (text[^1] is '~' or '?' or '%')
            return Misreading.QualifiedTime;
        if (IsDigit(text[0]))
            return Misreading.Time;
        var hour = TwoDigits(text, 1);
        var minute = text.Length == 3 ? 0 : TwoDigits(text, 4);
        if (text[0] is not ('+' or '-') || hour < 0 || (uint)minute > 59 || hour * 60 + minute > MostMinutesOfOffset)
            return Misreading.Offset;
        if (text.Length != 3 && (text.Length != 6 || text[3] != ':'))
            return Misreading.Offset;
        minutes = text[0] == '-' ? -(hour * 60 + minute) : hour * 60 + minute;
        return Misreading.None;
    }
}
