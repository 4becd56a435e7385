using System.Text;
using FsCheck.Xunit;

namespace ConveningLedger.Tests.Time;

public class KeepingInstants
{
    static readonly DateTime Epoch = DateTime.UnixEpoch;

    [Theory]
    [InlineData("2018-04-20T09:00:00Z", "2018-04-20T09:00:00Z")]
    [InlineData("2018-04-20T09:00:00.5Z", "2018-04-20T09:00:00.5Z")]
    [InlineData("2018-04-20T09:00:00.500Z", "2018-04-20T09:00:00.5Z")]
    [InlineData("2018-04-20T09:00:00.000000Z", "2018-04-20T09:00:00Z")]
    [InlineData("2018-04-20T09:00:00.0000019Z", "2018-04-20T09:00:00.000001Z")]
    [InlineData("2018-04-20T01:00:00+02:00", "2018-04-19T23:00:00Z")]
    [InlineData("2018-04-20T23:00:00-02", "2018-04-21T01:00:00Z")]
    [InlineData("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59-01:00", "+10000-01-01T00:59:59Z")]
    [InlineData("+10000-01-01T00:00:00+01:00", "9999-12-31T23:00:00Z")]
    [InlineData("+10000-02-29T00:00:00Z", "+10000-02-29T00:00:00Z")]
    public void date_times_are_written_in_utc_without_trailing_zeros(string text, string written) =>
        Assert.Equal(written, Instant.Parse(text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2018")]
    [InlineData("2018-04-20")]
    [InlineData("2018-04-20T09:00:00")]
    [InlineData("2018-04-20T09:00Z")]
    [InlineData(" 2018-04-20T09:00:00Z")]
    [InlineData("2018-04-20T09:00:00Z ")]
    [InlineData("2018-04-20 09:00:00Z")]
    [InlineData("2018-04-20T09:00:00.Z")]
    [InlineData("2018-04-20T24:00:00Z")]
    [InlineData("2018-04-20T23:59:60Z")]
    [InlineData("2018-02-29T09:00:00Z")]
    [InlineData("2018-13-01T09:00:00Z")]
    [InlineData("2018-04-20T09:00:00+14:01")]
    [InlineData("2018-04-20T09:00:00~")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("10000-01-01T00:00:00Z")]
    [InlineData("+2018-04-20T09:00:00Z")]
    [InlineData("+02018-04-20T09:00:00Z")]
    [InlineData("+294247-01-10T04:00:54.775808Z")]
    [InlineData("+999999-01-01T00:00:00Z")]
    [InlineData("-0001-01-01T00:00:00Z")]
    public void anything_else_is_no_instant(string? text)
    {
        Assert.False(Instant.TryParse(text, out var value));
        Assert.Equal(default, value);
        Assert.Throws<FormatException>(() => Instant.Parse(text));
    }

    [Fact]
    public void time_has_a_first_and_a_last_instant()
    {
        Assert.Equal("0001-01-01T00:00:00Z", Instant.MinValue.ToString());
        Assert.Equal("+294247-01-10T04:00:54.775807Z", Instant.MaxValue.ToString());
        Assert.Equal(Instant.MaxValue, Instant.Parse(Instant.MaxValue.ToString()));
        Assert.Equal("1970-01-01T00:00:00Z", default(Instant).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Instant(long.MinValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => Instant.MinValue.PlusMicroseconds(-1));
        Assert.Throws<OverflowException>(() => Instant.MaxValue.PlusMicroseconds(1));
    }

    [Fact]
    public void years_beyond_9999_are_kept_but_are_no_DateTimeOffset()
    {
        var end = Instant.FromCivil(10_000, 1, 1);
        var last = new DateTimeOffset(9999, 12, 31, 23, 59, 59, 999, 999, TimeSpan.Zero);

        Assert.Equal("+10000-01-01T00:00:00Z", end.ToString());
        Assert.Equal(last, end.PlusMicroseconds(-1).ToDateTimeOffset());
        Assert.Throws<InvalidOperationException>(() => end.ToDateTimeOffset());
        Assert.Throws<InvalidOperationException>(() => Instant.MaxValue.ToDateTimeOffset());
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(294_247, 1, 1)]
    [InlineData(2019, 0, 1)]
    [InlineData(2019, 13, 1)]
    [InlineData(2019, 4, 0)]
    [InlineData(2019, 2, 29)]
    public void a_day_that_never_was_is_no_instant(int year, int month, int day) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Instant.FromCivil(year, month, day));

    [Fact]
    public void what_is_finer_than_a_microsecond_is_cut_off_towards_the_past()
    {
        var before = new DateTimeOffset(Epoch.AddTicks(-1));

        Assert.Equal(-1, Instant.FromDateTimeOffset(before).Microseconds);
        Assert.Equal(0, Instant.FromDateTimeOffset(new(Epoch.AddTicks(9))).Microseconds);
        Assert.Equal(-7_200_000_000, Instant.FromDateTimeOffset(new(1970, 1, 1, 0, 0, 0, TimeSpan.FromHours(2))).Microseconds);
    }

    [Fact]
    public void the_time_between_two_instants_has_a_sign()
    {
        var (morning, evening) = (Instant.Parse("2018-04-20T09:00:00Z"), Instant.Parse("2018-04-20T21:00:00.5Z"));

        Assert.Equal(new TimeSpan(0, 12, 0, 0, 500), evening.Since(morning));
        Assert.Equal(new TimeSpan(0, -12, 0, 0, -500), morning.Since(evening));
        Assert.Throws<OverflowException>(() => Instant.MaxValue.Since(morning));
    }

    [Fact]
    public void a_place_that_is_too_short_stays_untouched()
    {
        var instant = Instant.Parse("2018-04-20T09:00:00Z");
        var characters = new char[20];
        var bytes = new byte[20];

        Assert.False(instant.TryFormat(characters.AsSpan(1), out var charsWritten));
        Assert.False(instant.TryFormat(bytes.AsSpan(1), out var bytesWritten));
        Assert.Equal((0, 0, '\0', 0), (charsWritten, bytesWritten, characters[1], bytes[1]));
        Assert.True(instant.TryFormat(characters, out charsWritten) && instant.TryFormat(bytes, out bytesWritten));
        Assert.Equal((20, 20), (charsWritten, bytesWritten));
        Assert.Equal("at 2018-04-20T09:00:00Z", $"at {instant}");
        Assert.Equal(new string(characters), Encoding.UTF8.GetString(bytes));
    }

    [Property(MaxTest = 5000)]
    public bool every_instant_is_read_back_as_it_was_written(long any, byte coarseness)
    {
        var instant = Anywhere(any, coarseness);
        return Instant.TryParse(instant.ToString(), out var read) && read == instant;
    }

    [Property(MaxTest = 5000)]
    public bool the_calendar_agrees_with_DateTime(ulong any)
    {
        var ticks = (long)(any * 0x9E3779B97F4A7C15 % (ulong)DateTime.MaxValue.Ticks);
        var moment = new DateTimeOffset(ticks / 10 * 10, TimeSpan.Zero);
        var instant = Instant.FromDateTimeOffset(moment);
        var day = Instant.FromCivil(moment.Year, moment.Month, moment.Day);
        return instant.ToDateTimeOffset() == moment
            && instant.Since(day) == moment.TimeOfDay
            && instant.ToString() == moment.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF") + "Z";
    }

    [Fact]
    public void every_day_of_four_hundred_years_agrees_with_DateTime()
    {
        for (var day = new DateTime(1899, 12, 31); day.Year < 2300; day = day.AddDays(1))
        {
            var instant = Instant.FromCivil(day.Year, day.Month, day.Day);
            Assert.Equal((day - Epoch).Days * 86_400_000_000, instant.Microseconds);
            Assert.Equal(day.ToString("yyyy-MM-dd") + "T00:00:00Z", instant.ToString());
        }
    }

    [Property]
    public bool instants_are_ordered_as_their_microseconds(long one, long other, byte coarseness)
    {
        var (left, right) = (Anywhere(one, coarseness), Anywhere(other, coarseness));
        var order = left.Microseconds.CompareTo(right.Microseconds);
        return left.CompareTo(right) == order
            && (left < right) == order < 0 && (left <= right) == order <= 0
            && (left > right) == order > 0 && (left >= right) == order >= 0
            && (left == right) == (order == 0)
            && left.PlusMicroseconds(0) == left && Instant.MinValue <= left && left <= Instant.MaxValue;
    }

    [Property(MaxTest = 2000)]
    public bool garbage_never_throws(string? text) => !Instant.TryParse(text, out var value) || value.ToString().Length > 0;

    // FsCheck's numbers are small: spread them over all of time, and over the microseconds of one day.
    static Instant Anywhere(long any, byte coarseness)
    {
        var spread = (long)((ulong)any * 0x9E3779B97F4A7C15 >> 1 >> (coarseness % 32));
        return Instant.MinValue.PlusMicroseconds(coarseness < 4 ? spread / 100 : spread);
    }
}
