using System.Text;
using ConveningLedger.Ledger;
using ConveningLedger.Store.Interchange;

namespace ConveningLedger.Server.Tests.Interchange;

public sealed class ReadingLines : IDisposable
{
    readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData("not json", "", RefusalCode.NotJson)]
    [InlineData("[1]", "", RefusalCode.NotJson)]
    [InlineData("""{"endeavour":"e","data":{"words":tru}}""", "data.words", RefusalCode.NotJson)]
    [InlineData("""{"endeavour":"e","kind":"FieldNoteTaken","occurredAt":"2019","data":{"words":"w"}} x""", "", RefusalCode.NotJson)]
    [InlineData("""{"endeavour":"e","note":"one","note":"two"}""", "note", RefusalCode.Repeated)]
    [InlineData("""{"endeavour":"e","data":{"causes":[{"entry":"a"},{"entry":"b","entry":"c"}]}}""", "data.causes[1].entry", RefusalCode.Repeated)]
    [InlineData("""{"endeavour":"e","kind":"FieldNoteTaken","occurredAt":"2019","data":{"words":"w"},"nte":"x"}""", "nte", RefusalCode.UnknownMember)]
    [InlineData("""{"endeavour":"e","kind":"FieldNoteTaken","occurredAt":"2019","data":{"words":"w","abuot":["x"]}}""", "data.abuot", RefusalCode.UnknownMember)]
    [InlineData("""{"endeavour":"e","kind":"FieldNoteTaken","occurredAt":"2019","data":{"words":"w"},"erased":["nte"]}""", "erased", RefusalCode.UnknownMember)]
    [InlineData("""{"endeavour":"e","kind":"FieldNoteTaken","occurredAt":"2019","data":{"words":"w"},"note":null}""", "note", RefusalCode.WrongType)]
    [InlineData("""{"endeavour":"e","kind":"FieldNoteTaken","occurredAt":"2019","data":{"words":7}}""", "data.words", RefusalCode.WrongType)]
    [InlineData("""{"endeavour":"e","kind":"FieldNoteTaken","occurredAt":"2019","data":[]}""", "data", RefusalCode.WrongType)]
    [InlineData("""{"endeavour":"e","kind":"FieldNoteTaken","occurredAt":"2019","data":{}}""", "data.words", RefusalCode.MissingMember)]
    [InlineData("""{"kind":"FieldNoteTaken","occurredAt":"2019","data":{"words":"w"}}""", "endeavour", RefusalCode.MissingMember)]
    [InlineData("""{"endeavour":"e","occurredAt":"2019","data":{"words":"w"}}""", "kind", RefusalCode.MissingMember)]
    [InlineData("""{"endeavour":"e","kind":"FieldNoteTaken","data":{"words":"w"}}""", "occurredAt", RefusalCode.MissingMember)]
    [InlineData("""{"endeavour":"e","kind":"FieldNoteTaken","occurredAt":"2019"}""", "data", RefusalCode.MissingMember)]
    [InlineData("""{"endeavour":"e","kind":"FieldNote","occurredAt":"2019","data":{"words":"w"}}""", "kind", RefusalCode.UnknownKind)]
    [InlineData("""{"endeavour":"E!","kind":"FieldNoteTaken","occurredAt":"2019","data":{"words":"w"}}""", "endeavour", RefusalCode.NotASlug)]
    [InlineData("""{"endeavour":"e","id":"0x95f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55","kind":"FieldNoteTaken","occurredAt":"2019","data":{"words":"w"}}""", "id", RefusalCode.NotAnId)]
    [InlineData("""{"endeavour":"e","kind":"FieldNoteTaken","occurredAt":"last spring","data":{"words":"w"}}""", "occurredAt", RefusalCode.DateUnreadable)]
    [InlineData("""{"endeavour":"e","kind":"FieldNoteTaken","occurredAt":"2019","recordedAt":"2019-04","data":{"words":"w"}}""", "recordedAt", RefusalCode.DateUnreadable)]
    [InlineData("""{"endeavour":"e","kind":"FieldNoteTaken","occurredAt":"2019","data":{"words":" "}}""", "data.words", RefusalCode.TextEmpty)]
    [InlineData("""{"endeavour":"e","kind":"FieldNoteTaken","occurredAt":"2019","data":{"words":"a\u0000b"}}""", "data.words", RefusalCode.InvalidText)]
    [InlineData("""{"endeavour":"e","kind":"FieldNoteTaken","occurredAt":"2019","data":{"words":"\ud83d"}}""", "data.words", RefusalCode.InvalidText)]
    [InlineData("""{"endeavour":"e","kind":"FieldNoteTaken","occurredAt":"2019","data":{"\ud83d":"w"}}""", "", RefusalCode.InvalidText)]
    [InlineData("""{"endeavour":"e","kind":"FieldNoteTaken","occurredAt":"2019","visibility":"ALL","data":{"words":"w"}}""", "visibility", RefusalCode.UnknownValue)]
    [InlineData("""{"endeavour":"e","kind":"FieldNoteTaken","occurredAt":"2019","mentions":["a","a"],"data":{"words":"w"}}""", "mentions[1]", RefusalCode.Repeated)]
    public void refuses_with_the_member_and_the_rule(string line, string member, RefusalCode code)
    {
        var read = EntryLine.Read(Encoding.UTF8.GetBytes(line), isTooLong: false, Catalogue.Standard);

        Assert.Null(read.Draft);
        var refusal = Assert.Single(read.Refusals);
        Assert.Equal((code, member), (refusal.Code, refusal.Field));
        Assert.NotEmpty(refusal.Message);
        Assert.NotEmpty(refusal.Accepted);
    }

    [Theory]
    [InlineData("data.words", "{\"endeavour\":\"e\",\"data\":{\"words\":\"caf§\"}}")]
    [InlineData("data.causes[1]", "{\"endeavour\":\"e\",\"data\":{\"causes\":[\"one\",\"tw§\"]}}")]
    [InlineData("note", "{\"endeavour\":\"e\",\"data\":{\"words\":\"w\"},\"note\":\"§\"}")]
    public void names_the_member_that_holds_what_is_not_utf8_or_zero(string member, string line)
    {
        foreach (byte wrong in (byte[])[0xe9, 0xff, 0])
        {
            var bytes = Encoding.Latin1.GetBytes(line).Select(value => value == 0xa7 ? wrong : value).ToArray();

            var read = EntryLine.Read(bytes, isTooLong: false, Catalogue.Standard);

            Assert.Equal((RefusalCode.InvalidText, member), (read.Refusals[0].Code, read.Refusals[0].Field));
            Assert.Equal("e", read.Endeavour);
        }
    }

    [Theory]
    [InlineData("""{"endeavour":"e","data":{"words":""")]
    [InlineData("""{"data":{"endeavour":"other","x":[1,{}]},"endeavour":"e","note":tru""")]
    public void tells_the_endeavour_of_a_broken_line(string line) =>
        Assert.Equal("e", EntryLine.EndeavourOf(Encoding.UTF8.GetBytes(line)));

    [Theory]
    [InlineData("""{"note":tru,"endeavour":"e"}""")]
    [InlineData("""{"endeavour":"Not a slug"}""")]
    [InlineData("""{"endeavour":7}""")]
    [InlineData("""["endeavour","e"]""")]
    public void tells_no_endeavour_where_none_can_be_read(string line) =>
        Assert.Null(EntryLine.EndeavourOf(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public async Task keeps_line_numbers_over_blank_lines_carriage_returns_a_mark_and_a_missing_end()
    {
        var bytes = new byte[] { 0xef, 0xbb, 0xbf }.Concat(Encoding.UTF8.GetBytes("one\r\n\n  \r\ntwo\nthree")).ToArray();

        Assert.Equal([(1, "one"), (4, "two"), (5, "three")], await Read(bytes));
        Assert.Equal([(1, "one"), (4, "two"), (5, "three")], await Read(InterchangeLedger.Gzip(bytes)));
        Assert.Empty(await Read([]));
        Assert.Empty(await Read(InterchangeLedger.Gzip([])));
    }

    [Theory]
    [InlineData(LineReader.Longest, false)]
    [InlineData(LineReader.Longest + 1, true)]
    [InlineData(LineReader.Longest + 6, true)]
    [InlineData(5 * LineReader.Longest, true)]
    public async Task goes_on_after_a_line_that_is_too_long(int length, bool isTooLong)
    {
        await File.WriteAllTextAsync(path, $"first\n{new string('x', length)}\r\nlast\n", TestContext.Current.CancellationToken);
        await using var reader = await LineReader.Open(path, TestContext.Current.CancellationToken);

        Assert.True(await reader.Next(TestContext.Current.CancellationToken));
        Assert.True(await reader.Next(TestContext.Current.CancellationToken));
        Assert.Equal((2, isTooLong), (reader.Number, reader.IsTooLong));
        Assert.True(await reader.Next(TestContext.Current.CancellationToken));
        Assert.Equal((3, false, "last"), (reader.Number, reader.IsTooLong, Encoding.UTF8.GetString(reader.Line.Span)));
        Assert.False(await reader.Next(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task takes_no_damaged_file_for_a_shorter_one()
    {
        var whole = InterchangeLedger.Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 10_000).Select(number => $"{number}\n"))));

        await Assert.ThrowsAsync<InvalidDataException>(() => Read(whole[..(whole.Length / 2)]));
        await Assert.ThrowsAsync<InvalidDataException>(() => Read(whole[..^3]));
        Assert.Equal(20_000, (await Read([.. whole, .. whole])).Count);
    }

    async Task<List<(long, string)>> Read(byte[] bytes)
    {
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        await using var reader = await LineReader.Open(path, TestContext.Current.CancellationToken);
        var lines = new List<(long, string)>();
        while (await reader.Next(TestContext.Current.CancellationToken))
            lines.Add((reader.Number, Encoding.UTF8.GetString(reader.Line.Span)));
        return lines;
    }
}
