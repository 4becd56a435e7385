using System.Diagnostics.CodeAnalysis;

namespace ConveningLedger.Time;

/// <summary>
/// A point on the line of time, in UTC and whole microseconds, from the start of the year 0001 to far beyond 9999.
/// It has no width: a span of time is two instants, the first inclusive and the second exclusive. Two instants are
/// equal when they are the same microsecond, however they were written. <c>default</c> is 1970-01-01T00:00:00Z.
/// </summary>
/// <param name="Microseconds">Microseconds since 1970-01-01T00:00:00Z; negative before.</param>
/// <exception cref="ArgumentOutOfRangeException">When made from microseconds before <see cref="MinValue"/>.</exception>
public readonly record struct Instant(long Microseconds) : IComparable<Instant>, ISpanFormattable, IUtf8SpanFormattable
{
    const long MicrosecondsFromYearOneToEpoch = 62_135_596_800_000_000;
    const int LongestText = 32;

    /// <summary>The start of the year 0001, inclusive: no instant is before it.</summary>
    public static Instant MinValue => new(-MicrosecondsFromYearOneToEpoch);

    /// <summary>The end of time: later than any date that can be written, in the year 294247. No instant is after it.</summary>
    public static Instant MaxValue => new(long.MaxValue);

    /// <summary>Microseconds since 1970-01-01T00:00:00Z; negative before.</summary>
    public long Microseconds { get; } = Microseconds >= -MicrosecondsFromYearOneToEpoch
        ? Microseconds
        : throw new ArgumentOutOfRangeException(nameof(Microseconds), Microseconds, "An instant is not before the year 0001.");

    /// <summary>The same instant; what is finer than a microsecond is cut off, towards the past.</summary>
    public static Instant FromDateTimeOffset(DateTimeOffset value) =>
        new(value.UtcTicks / TimeSpan.TicksPerMicrosecond - MicrosecondsFromYearOneToEpoch);

    /// <summary>The first instant (UTC) of a day of the proleptic Gregorian calendar, from the year 0001 on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// When there is no such day, or the year is not in 0001 to 294246 (the last year that an instant can reach the end of).
    /// </exception>
    public static Instant FromCivil(int year, int month, int day)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 294_246);
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 12);
        ArgumentOutOfRangeException.ThrowIfLessThan(day, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(day, IsoText.DaysInMonth(year, month));
        return new(IsoText.DayNumber(year, month, day) * IsoText.MicrosecondsPerDay);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out Instant)"/>
    /// <param name="text">The text; null is not an instant.</param>
    /// <param name="value">The instant, or <c>default</c> where there is none.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out Instant value) =>
        TryParse(text.AsSpan(), out value);

    /// <summary>
    /// Reads an ISO 8601 date-time such as <c>2018-04-20T11:00:00.5+02:00</c>: seconds required, fraction digits beyond
    /// the sixth cut off, <c>Z</c> or an offset <c>±hh:mm</c> or <c>±hh</c> of at most 14 hours required. A year beyond
    /// 9999 is read as <see cref="ToString()"/> writes it (<c>+10000-01-01T00:00:00Z</c>). Nothing may stand before or after it.
    /// </summary>
    /// <param name="text">The text; an empty one is not an instant.</param>
    /// <param name="value">The instant, or <c>default</c> where there is none.</param>
    /// <returns>False where the text is anything else, or not between <see cref="MinValue"/> and <see cref="MaxValue"/>.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Instant value)
    {
        value = default;
        var extended = text.Length > 0 && text[0] == '+';
        if (extended)
            text = text[1..];
        var yearDigits = IsoText.CountDigits(text);
        if (extended ? yearDigits is not (5 or 6) || text[0] == '0' : yearDigits != 4)
            return false;
        var year = 0;
        foreach (var digit in text[..yearDigits])
            year = year * 10 + digit - '0';

        var rest = text[yearDigits..];
        var month = IsoText.TwoDigits(rest, 1);
        var day = IsoText.TwoDigits(rest, 4);
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > IsoText.DaysInMonth(year, month))
            return false;
        if (rest.Length < 7 || rest[0] != '-' || rest[3] != '-' || rest[6] != 'T')
            return false;
        if (IsoText.ReadTime(rest[7..], out var timeOfDay, out _) != Misreading.None)
            return false;

        var microseconds = (Int128)IsoText.DayNumber(year, month, day) * IsoText.MicrosecondsPerDay + timeOfDay;
        if (microseconds < MinValue.Microseconds || microseconds > MaxValue.Microseconds)
            return false;
        value = new((long)microseconds);
        return true;
    }

    /// <summary>Reads what <see cref="TryParse(ReadOnlySpan{char}, out Instant)"/> reads.</summary>
    /// <exception cref="FormatException">When the text, or null, is anything else.</exception>
    public static Instant Parse(string? text) => TryParse(text, out var value)
        ? value
        : throw new FormatException("An instant is a date and time with Z or an offset, for example 2018-04-20T09:00:00Z.");

    /// <summary>The same instant, with offset zero.</summary>
    /// <exception cref="InvalidOperationException">When it is after the year 9999, which the type cannot hold.</exception>
    public DateTimeOffset ToDateTimeOffset()
    {
        var ticks = ((Int128)Microseconds + MicrosecondsFromYearOneToEpoch) * TimeSpan.TicksPerMicrosecond;
        return ticks <= DateTime.MaxValue.Ticks
            ? new((long)ticks, TimeSpan.Zero)
            : throw new InvalidOperationException("The instant is after the year 9999.");
    }

    /// <summary>The instant so many microseconds later, or earlier where they are negative.</summary>
    /// <exception cref="OverflowException">When that is after <see cref="MaxValue"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">When that is before <see cref="MinValue"/>.</exception>
    public Instant PlusMicroseconds(long microseconds) => new(checked(Microseconds + microseconds));

    /// <summary>The time from the other instant to this one; negative where the other is later, zero where both are one.</summary>
    /// <exception cref="OverflowException">When it is longer than a <see cref="TimeSpan"/> can be, some 29,000 years.</exception>
    public TimeSpan Since(Instant other) => new(checked((Microseconds - other.Microseconds) * TimeSpan.TicksPerMicrosecond));

    /// <summary>How many days it is after another instant, negative where it is before it; of any two instants.</summary>
    /// <param name="other">The other instant.</param>
    public double DaysSince(Instant other) => (double)((Int128)Microseconds - other.Microseconds) / IsoText.MicrosecondsPerDay;

    /// <summary>Earlier instants come first.</summary>
    public int CompareTo(Instant other) => Microseconds.CompareTo(other.Microseconds);

    public static bool operator <(Instant left, Instant right) => left.Microseconds < right.Microseconds;

    public static bool operator >(Instant left, Instant right) => left.Microseconds > right.Microseconds;

    public static bool operator <=(Instant left, Instant right) => left.Microseconds <= right.Microseconds;

    public static bool operator >=(Instant left, Instant right) => left.Microseconds >= right.Microseconds;

    /// <summary>
    /// ISO 8601 in UTC with <c>Z</c>, at most 6 fraction digits and no trailing zeros: <c>2018-04-20T09:00:00Z</c>,
    /// <c>2018-04-20T09:00:00.5Z</c>; a year beyond 9999 with a sign: <c>+10000-01-01T00:00:00Z</c>. One instant has one text.
    /// </summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[LongestText];
        return new(text[..Write(text)]);
    }

    /// <summary>As <see cref="ToString()"/>: there is one format, in every culture.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <summary>Writes what <see cref="ToString()"/> gives.</summary>
    /// <returns>False, with nothing written, where the destination is too short.</returns>
    public bool TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null)
    {
        Span<char> text = stackalloc char[LongestText];
        text = text[..Write(text)];
        var fits = text.TryCopyTo(destination);
        charsWritten = fits ? text.Length : 0;
        return fits;
    }

    /// <summary>Writes what <see cref="ToString()"/> gives, in UTF-8.</summary>
    /// <returns>False, with nothing written, where the destination is too short.</returns>
    public bool TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null)
    {
        Span<char> text = stackalloc char[LongestText];
        text = text[..Write(text)];
        var fits = text.Length <= utf8Destination.Length;
        bytesWritten = fits ? text.Length : 0;
        for (var i = 0; i < bytesWritten; i++)
            utf8Destination[i] = (byte)text[i];
        return fits;
    }

    int Write(Span<char> text)
    {
        var dayNumber = Math.DivRem(Microseconds, IsoText.MicrosecondsPerDay, out var timeOfDay);
        if (timeOfDay < 0)
        {
            dayNumber--;
            timeOfDay += IsoText.MicrosecondsPerDay;
        }

        var (year, month, day) = IsoText.Civil(dayNumber);
        var length = 0;
        if (year > 9999)
            text[length++] = '+';
        Put(text, ref length, year, year > 99_999 ? 6 : year > 9999 ? 5 : 4);
        text[length++] = '-';
        Put(text, ref length, month, 2);
        text[length++] = '-';
        Put(text, ref length, day, 2);
        text[length++] = 'T';
        var second = Math.DivRem(timeOfDay, IsoText.MicrosecondsPerSecond, out var fraction);
        Put(text, ref length, second / 3600, 2);
        text[length++] = ':';
        Put(text, ref length, second / 60 % 60, 2);
        text[length++] = ':';
        Put(text, ref length, second % 60, 2);
        if (fraction != 0)
        {
            text[length++] = '.';
            Put(text, ref length, fraction, 6);
            while (text[length - 1] == '0')
                length--;
        }

        text[length++] = 'Z';
        return length;
    }

    static void Put(Span<char> text, ref int length, long number, int digits)
    {
        for (var i = length + digits - 1; i >= length; i--)
        {
            text[i] = (char)('0' + number % 10);
            number /= 10;
        }

        length += digits;
    }
}
