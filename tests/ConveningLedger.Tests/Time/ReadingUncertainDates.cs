using FsCheck.Xunit;

namespace ConveningLedger.Tests.Time;

public class ReadingUncertainDates
{
    [Theory]
    [InlineData("2019", "2019-01-01T00:00:00Z", "2020-01-01T00:00:00Z")]
    [InlineData("0001", "0001-01-01T00:00:00Z", "0002-01-01T00:00:00Z")]
    [InlineData("9999", "9999-01-01T00:00:00Z", "+10000-01-01T00:00:00Z")]
    [InlineData("2019-03", "2019-03-01T00:00:00Z", "2019-04-01T00:00:00Z")]
    [InlineData("2019-12", "2019-12-01T00:00:00Z", "2020-01-01T00:00:00Z")]
    [InlineData("2019-02", "2019-02-01T00:00:00Z", "2019-03-01T00:00:00Z")]
    [InlineData("9999-12", "9999-12-01T00:00:00Z", "+10000-01-01T00:00:00Z")]
    [InlineData("2019-03-04", "2019-03-04T00:00:00Z", "2019-03-05T00:00:00Z")]
    [InlineData("2019-12-31", "2019-12-31T00:00:00Z", "2020-01-01T00:00:00Z")]
    [InlineData("2020-02-29", "2020-02-29T00:00:00Z", "2020-03-01T00:00:00Z")]
    [InlineData("2000-02-29", "2000-02-29T00:00:00Z", "2000-03-01T00:00:00Z")]
    [InlineData("0004-02-29", "0004-02-29T00:00:00Z", "0004-03-01T00:00:00Z")]
    [InlineData("1900-02-28", "1900-02-28T00:00:00Z", "1900-03-01T00:00:00Z")]
    [InlineData("9999-12-31", "9999-12-31T00:00:00Z", "+10000-01-01T00:00:00Z")]
    public void years_months_and_days_cover_their_whole_length(string text, string earliest, string latest)
    {
        var date = Edtf.Parse(text);

        Covers(date, earliest, latest);
        Assert.False(date.IsInstant || date.IsInterval || date.IsQualified);
    }

    [Theory]
    [InlineData("2021-21", "2021-03-01T00:00:00Z", "2021-06-01T00:00:00Z")]
    [InlineData("2021-22", "2021-06-01T00:00:00Z", "2021-09-01T00:00:00Z")]
    [InlineData("2021-23", "2021-09-01T00:00:00Z", "2021-12-01T00:00:00Z")]
    [InlineData("2021-24", "2021-12-01T00:00:00Z", "2022-03-01T00:00:00Z")]
    [InlineData("2019-24", "2019-12-01T00:00:00Z", "2020-03-01T00:00:00Z")]
    [InlineData("9999-23", "9999-09-01T00:00:00Z", "9999-12-01T00:00:00Z")]
    public void seasons_are_northern_and_winter_runs_into_the_next_year(string text, string earliest, string latest) =>
        Covers(Edtf.Parse(text), earliest, latest);

    [Theory]
    [InlineData("2019-03-04T10:30:00Z", "2019-03-04T10:30:00Z", "2019-03-04T10:30:01Z")]
    [InlineData("2019-03-04T10:30:00.5Z", "2019-03-04T10:30:00.5Z", "2019-03-04T10:30:00.6Z")]
    [InlineData("2019-03-04T10:30:00.00Z", "2019-03-04T10:30:00Z", "2019-03-04T10:30:00.01Z")]
    [InlineData("2019-03-04T10:30:00.123456Z", "2019-03-04T10:30:00.123456Z", "2019-03-04T10:30:00.123457Z")]
    [InlineData("2019-03-04T10:30:00.1234569Z", "2019-03-04T10:30:00.123456Z", "2019-03-04T10:30:00.123457Z")]
    [InlineData("2019-03-04T10:30:59.999999999999999999999Z", "2019-03-04T10:30:59.999999Z", "2019-03-04T10:31:00Z")]
    [InlineData("1969-12-31T23:59:59.9999999Z", "1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00Z")]
    [InlineData("2019-03-04T10:30:00+02:00", "2019-03-04T08:30:00Z", "2019-03-04T08:30:01Z")]
    [InlineData("2019-03-04T10:30:00+02", "2019-03-04T08:30:00Z", "2019-03-04T08:30:01Z")]
    [InlineData("2019-03-04T10:30:00-00:00", "2019-03-04T10:30:00Z", "2019-03-04T10:30:01Z")]
    [InlineData("2019-03-01T00:30:00+05:45", "2019-02-28T18:45:00Z", "2019-02-28T18:45:01Z")]
    [InlineData("2019-12-31T23:30:00-03:30", "2020-01-01T03:00:00Z", "2020-01-01T03:00:01Z")]
    [InlineData("2019-03-04T10:30:00.25+14:00", "2019-03-03T20:30:00.25Z", "2019-03-03T20:30:00.26Z")]
    [InlineData("2019-03-04T10:30:00-14:00", "2019-03-05T00:30:00Z", "2019-03-05T00:30:01Z")]
    [InlineData("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z", "+10000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T01:00:00+01:00", "0001-01-01T00:00:00Z", "0001-01-01T00:00:01Z")]
    public void date_times_are_as_wide_as_their_last_digit(string text, string earliest, string latest)
    {
        var date = Edtf.Parse(text);

        Covers(date, earliest, latest);
        Assert.True(date.IsInstant);
        Assert.False(date.IsInterval || date.IsQualified);
    }

    [Theory]
    [InlineData("2019~", "2019")]
    [InlineData("2019?", "2019")]
    [InlineData("2019-03%", "2019-03")]
    [InlineData("2019-03-04~", "2019-03-04")]
    [InlineData("2016-21~", "2016-21")]
    [InlineData("2016-24?", "2016-24")]
    public void a_qualifier_is_noticed_and_moves_nothing(string text, string plain)
    {
        var date = Edtf.Parse(text);

        Assert.True(date.IsQualified);
        Assert.Equal((Edtf.Parse(plain).Earliest, Edtf.Parse(plain).Latest), (date.Earliest, date.Latest));
        Assert.Equal(text, date.Text);
    }

    [Theory]
    [InlineData("2019-03/2019-05", "2019-03-01T00:00:00Z", "2019-06-01T00:00:00Z", false)]
    [InlineData("2019/2019", "2019-01-01T00:00:00Z", "2020-01-01T00:00:00Z", false)]
    [InlineData("2019~/2020-02-29", "2019-01-01T00:00:00Z", "2020-03-01T00:00:00Z", true)]
    [InlineData("2019/2020?", "2019-01-01T00:00:00Z", "2021-01-01T00:00:00Z", true)]
    [InlineData("2019-24/2020-21%", "2019-12-01T00:00:00Z", "2020-06-01T00:00:00Z", true)]
    [InlineData("2019-03-04T10:30:00+01:00/2019-03-04T12:00:00.5Z", "2019-03-04T09:30:00Z", "2019-03-04T12:00:00.6Z", false)]
    [InlineData("2019-03-04T10:30:00Z/2020", "2019-03-04T10:30:00Z", "2021-01-01T00:00:00Z", false)]
    [InlineData("2019-03/2019", "2019-03-01T00:00:00Z", "2020-01-01T00:00:00Z", false)]
    [InlineData("2019/2019-03", "2019-01-01T00:00:00Z", "2019-04-01T00:00:00Z", false)]
    [InlineData("0001/9999", "0001-01-01T00:00:00Z", "+10000-01-01T00:00:00Z", false)]
    public void intervals_run_from_the_earliest_of_one_end_to_the_latest_of_the_other(
        string text, string earliest, string latest, bool qualified)
    {
        var date = Edtf.Parse(text);

        Covers(date, earliest, latest);
        Assert.Equal(qualified, date.IsQualified);
        Assert.True(date.IsInterval);
        Assert.False(date.IsInstant);
    }

    [Theory]
    [InlineData("2024-06", "2024-06-30T23:59:59.999999Z")]
    [InlineData("2024-06~", "2024-06-30T23:59:59.999999Z")]
    [InlineData("9999", "9999-12-31T23:59:59.999999Z")]
    [InlineData("2024-06-01/2024-06-02", "2024-06-02T23:59:59.999999Z")]
    [InlineData("2024-06-01T10:00:00Z", "2024-06-01T10:00:00Z")]
    [InlineData("2024-06-01T10:00:00.5+01:00", "2024-06-01T09:00:00.5Z")]
    [InlineData("2024-06-01/2024-06-02T10:00:00Z", "2024-06-02T10:00:00.999999Z")]
    public void a_coarse_moment_is_the_last_microsecond_and_a_date_time_is_itself(string text, string instant) =>
        Assert.Equal(instant, Edtf.Parse(text).LastInstant.ToString());

    [Theory]
    [InlineData(null, "is missing")]
    [InlineData("", "is missing")]
    [InlineData("  ", "is missing")]
    [InlineData(" 2019", "a space")]
    [InlineData("2019 ", "a space")]
    [InlineData("2019\n", "a space")]
    [InlineData("2019-03-04 10:30:00Z", "a space")]
    [InlineData("2019 / 2020", "a space")]
    [InlineData("20XX", "Unspecified digits")]
    [InlineData("2019-XX", "Unspecified digits")]
    [InlineData("201u", "Unspecified digits")]
    [InlineData("-0044", "Years before 0001")]
    [InlineData("Y-17000", "Years before 0001")]
    [InlineData("0000", "Years before 0001")]
    [InlineData("0000-12-31", "Years before 0001")]
    [InlineData("12019", "more than four digits")]
    [InlineData("+12019", "more than four digits")]
    [InlineData("Y12019", "more than four digits")]
    [InlineData("20190304", "more than four digits")]
    [InlineData("987", "needs four digits")]
    [InlineData("4.3.2019", "needs four digits")]
    [InlineData("03/2019", "needs four digits")]
    [InlineData("2019-00", "The month must be")]
    [InlineData("2019-13", "The month must be")]
    [InlineData("2019-20", "The month must be")]
    [InlineData("2019-25", "The month must be")]
    [InlineData("2019-3", "The month must be")]
    [InlineData("2019-3-04", "The month must be")]
    [InlineData("2019-030", "The month must be")]
    [InlineData("2019-", "The month must be")]
    [InlineData("2019--03", "The month must be")]
    [InlineData("2019-21-04", "A season has no day")]
    [InlineData("9999-24", "ends beyond the year 9999")]
    [InlineData("2019-03-00", "no such day")]
    [InlineData("2019-03-32", "no such day")]
    [InlineData("2019-04-31", "no such day")]
    [InlineData("2019-02-29", "no such day")]
    [InlineData("1900-02-29", "no such day")]
    [InlineData("2100-02-29T10:30:00Z", "no such day")]
    [InlineData("2019-03-4", "no such day")]
    [InlineData("2019-03-041", "no such day")]
    [InlineData("2019-03-04T24:00:00Z", "hours 00 to 23")]
    [InlineData("2019-03-04T23:60:00Z", "minutes 00 to 59")]
    [InlineData("2016-12-31T23:59:60Z", "seconds 00 to 59")]
    [InlineData("2019-03-04T10:30Z", "The time must give")]
    [InlineData("2019-03-04T10:30", "The time must give")]
    [InlineData("2019-03-04T10", "The time must give")]
    [InlineData("2019-03-04T", "The time must give")]
    [InlineData("2019-03-04T103000Z", "The time must give")]
    [InlineData("2019-03-04T10:30:000Z", "The time must give")]
    [InlineData("2019-03-04T10:30:00.Z", "A fraction of a second")]
    [InlineData("2019-03-04T10:30:00,5Z", "A fraction of a second")]
    [InlineData("2019-03-04T10:30:00", "add Z or an offset")]
    [InlineData("2019-03-04T10:30:00.5", "add Z or an offset")]
    [InlineData("2019-03-04T10:30:00z", "must be Z or an offset")]
    [InlineData("2019-03-04T10:30:00ZZ", "must be Z or an offset")]
    [InlineData("2019-03-04T10:30:00+14:01", "-14:00 to +14:00")]
    [InlineData("2019-03-04T10:30:00-15", "-14:00 to +14:00")]
    [InlineData("2019-03-04T10:30:00+02:60", "-14:00 to +14:00")]
    [InlineData("2019-03-04T10:30:00+0200", "-14:00 to +14:00")]
    [InlineData("2019-03-04T10:30:00+2", "-14:00 to +14:00")]
    [InlineData("2019-03-04T10:30:00+02:", "-14:00 to +14:00")]
    [InlineData("2019-03-04T10:30:00+02:00:00", "-14:00 to +14:00")]
    [InlineData("2019-03-04T10:30:00−02:00", "-14:00 to +14:00")]
    [InlineData("0001-01-01T00:59:59+01:00", "outside the years 0001 to 9999")]
    [InlineData("9999-12-31T23:00:00-01:00", "outside the years 0001 to 9999")]
    [InlineData("2019~-03", "nowhere else")]
    [InlineData("~2019", "nowhere else")]
    [InlineData("2019?~", "nowhere else")]
    [InlineData("2019-21~~", "nowhere else")]
    [InlineData("2019-03~-04", "nowhere else")]
    [InlineData("2019-03-04~T10:30:00Z", "nowhere else")]
    [InlineData("2019-03-04T10:30:00Z~", "takes no ~, ? or %")]
    [InlineData("2019-03-04T10:30:00?", "takes no ~, ? or %")]
    [InlineData("2019/..", "lacks one of its ends")]
    [InlineData("../2019", "lacks one of its ends")]
    [InlineData("2019/", "lacks one of its ends")]
    [InlineData("/2019", "lacks one of its ends")]
    [InlineData("/", "lacks one of its ends")]
    [InlineData("2019/2020/2021", "more than one slash")]
    [InlineData("04/03/2019", "more than one slash")]
    [InlineData("2019-05/2019-03", "ends before it begins")]
    [InlineData("2020/2019", "ends before it begins")]
    [InlineData("2020/2019-24", "ends before it begins")]
    [InlineData("2019-03-04T10:30:00Z/2019-03-03", "ends before it begins")]
    [InlineData("2019-03-04T10:30:00Z/2019-03-04T12:00:00+02:00", "ends before it begins")]
    [InlineData("2019/2020-13", "The month must be")]
    [InlineData("2019-13/2020", "The month must be")]
    [InlineData("yesterday", "cannot be read as a date")]
    [InlineData("4 March 2019", "a space")]
    [InlineData("March 2019", "cannot be read as a date")]
    [InlineData("2019.03.04", "cannot be read as a date")]
    [InlineData("2019-03T10:30:00Z", "cannot be read as a date")]
    [InlineData("2019-03-04t10:30:00Z", "cannot be read as a date")]
    [InlineData("2019-03-04Z", "cannot be read as a date")]
    [InlineData("٢٠١٩", "cannot be read as a date")]
    [InlineData("..", "cannot be read as a date")]
    public void what_is_refused_says_why_and_what_would_do(string? text, string words)
    {
        Assert.False(Edtf.TryParse(text, out var value, out var problem));

        Assert.Null(value);
        Assert.Contains(words, problem, StringComparison.Ordinal);
        Assert.Contains("for example", problem, StringComparison.Ordinal);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
        Assert.Equal(problem, Assert.Throws<FormatException>(() => Edtf.Parse(text)).Message);
        var examples = problem.Split(' ')
            .Select(word => word.Trim('(', ')', ',', ';', '.'))
            .Where(word => word.Length >= 4 && word[..4].All(char.IsDigit))
            .ToList();
        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.True(Edtf.TryParse(example, out _, out _), example));
    }

    [Fact]
    public void values_are_equal_when_their_text_is()
    {
        Assert.Equal(Edtf.Parse("2019-03"), Edtf.Parse("2019-03"));
        Assert.Equal(Edtf.Parse("2019-03").GetHashCode(), Edtf.Parse(new string("2019-03")).GetHashCode());
        Assert.NotEqual(Edtf.Parse("2019-03"), Edtf.Parse("2019-03~"));
        Assert.NotEqual(Edtf.Parse("2019-03"), Edtf.Parse("2019-03-01/2019-03-31"));
        Assert.Equal("2019-03~", Edtf.Parse("2019-03~").ToString());
    }

    [Fact]
    public void reading_allocates_nothing_but_the_value()
    {
        const string Text = "2019-03-04T10:30:00.25+01:00/2019-24~";
        Edtf.Parse(Text);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = Edtf.TryParse(Text, out _, out _);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(read);
        Assert.InRange(allocated, 1, 64);
    }

    [Property(MaxTest = 2000)]
    public bool garbage_is_refused_and_never_throws(string? text) => IsReadOrRefused(text);

    [Property(MaxTest = 5000)]
    public bool near_misses_are_read_or_refused_and_never_throw(int seed)
    {
        const string Alphabet = "0123456789-:TZ+./~?%X \0٢";
        string[] starts = ["2019-03-04T10:30:00.5+02:00", "2019-24~/2021-02-28", "9999-12-31T23:59:59Z", "0001-01-01"];
        var random = new Random(seed);
        var text = starts[random.Next(starts.Length)].ToCharArray().AsSpan();
        for (var i = random.Next(4); i > 0; i--)
            text[random.Next(text.Length)] = Alphabet[random.Next(Alphabet.Length)];
        return IsReadOrRefused(text[..random.Next(text.Length + 1)].ToString());
    }

    [Property]
    public bool each_span_holds_the_finer_ones_within_it(DateTime any)
    {
        var second = any.ToString("yyyy-MM-ddTHH:mm:ss");
        string[] coarseToFine =
            [second[..4], second[..7], second[..10], second + "Z", second + ".0Z", second + ".00000Z", second + ".000000Z"];
        var spans = coarseToFine.Select(Edtf.Parse).ToList();
        return spans.Zip(spans.Skip(1)).All(pair =>
            pair.First.Earliest <= pair.Second.Earliest && pair.Second.Latest <= pair.First.Latest
            && pair.Second.Earliest < pair.Second.Latest
            && pair.Second.Latest.Since(pair.Second.Earliest) < pair.First.Latest.Since(pair.First.Earliest));
    }

    [Property]
    public bool months_fill_their_year_without_gap_or_overlap(ushort any)
    {
        var year = 1 + any % 9999;
        var months = Enumerable.Range(1, 12).Select(month => Edtf.Parse($"{year:0000}-{month:00}")).ToList();
        var whole = Edtf.Parse($"{year:0000}");
        return months[0].Earliest == whole.Earliest && months[11].Latest == whole.Latest
            && months.Zip(months.Skip(1)).All(pair => pair.First.Latest == pair.Second.Earliest);
    }

    [Property]
    public bool an_interval_of_two_dates_is_read_in_one_direction_or_both(DateTime one, DateTime other)
    {
        var (first, second) = (one.ToString("yyyy-MM-dd"), other.ToString("yyyy-MM-dd"));
        var forwards = Edtf.TryParse($"{first}/{second}", out var interval, out _);
        return forwards == string.CompareOrdinal(first, second) <= 0
            && (!forwards || (interval!.Earliest == Edtf.Parse(first).Earliest && interval.Latest == Edtf.Parse(second).Latest));
    }

    static bool IsReadOrRefused(string? text) => Edtf.TryParse(text, out var value, out var problem)
        ? value.Text == text && problem is null && value.Earliest < value.Latest
            && value.Earliest <= value.LastInstant && value.LastInstant < value.Latest
            && Instant.MinValue <= value.Earliest && value.Latest <= Instant.FromCivil(10_000, 1, 1)
        : value is null && problem.EndsWith('.');

    static void Covers(Edtf date, string earliest, string latest) =>
        Assert.Equal((earliest, latest), (date.Earliest.ToString(), date.Latest.ToString()));
}
