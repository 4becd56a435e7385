using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConveningLedger.Ledger;
using ConveningLedger.Store.Interchange;

namespace ConveningLedger.Server.Tests.Interchange;

[Collection(OnADatabase.Name)]
public sealed class ImportingSheets(LedgerDatabase database) : IAsyncLifetime
{
    InterchangeLedger ledger = null!;

    public async ValueTask InitializeAsync()
    {
        ledger = await InterchangeLedger.Open(database.ConnectionString, $"sheets_{Guid.NewGuid():N}"[..20]);
        await ledger.Take(
            """{"endeavour":"river","kind":"EndeavourOpened","occurredAt":"2016","visibility":"PUBLIC","data":{"title":"River","challenges":["OTHER"],"scale":"LOCAL","defaultVisibility":"PUBLIC"}}""",
            """{"endeavour":"river","kind":"ElementMapped","occurredAt":"2016","data":{"key":"mill","name":"The mill","element":"PROJECT","scale":"LOCAL"}}""",
            """{"endeavour":"river","kind":"ElementMapped","occurredAt":"2016","data":{"key":"ford","name":"The ford","element":"COMMUNITY","scale":"LOCAL"}}""");
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task a_row_is_an_entry_and_an_empty_cell_is_an_absent_member()
    {
        var report = await Take("kind,occurredAt,endeavour,visibility,modes,data.words,data.about,note\r\nFieldNoteTaken,2019-03~,river,PUBLIC,engagement|ALIGNMENT,\"They sat,\r\n\"\"together\"\".\",mill|ford,\r\n,,,,,,,\r\nFieldNoteTaken,2019,river,,,Rain.,,A note.\r\n");

        Assert.True(report.IsClean, string.Join("\n", report.Refusals));
        Assert.Equal(
            [
                """{"endeavour":"river","kind":"FieldNoteTaken","occurredAt":"2019-03~","visibility":"PUBLIC","modes":["ENGAGEMENT","ALIGNMENT"],"data":{"words":"They sat,\r\n\"together\".","about":["mill","ford"]}}""",
                """{"endeavour":"river","kind":"FieldNoteTaken","occurredAt":"2019","visibility":"CONVENERS","note":"A note.","data":{"words":"Rain."}}""",
            ],
            (await ledger.Lines("river")).Skip(3).Select(line => Without(line, "id", "recordedAt", "recordedBy")));
    }

    [Theory]
    [InlineData(";")]
    [InlineData("\t")]
    public async Task the_delimiter_is_seen_by_the_header(string delimiter)
    {
        var report = await Take($"kind,occurredAt,endeavour,data.words\nFieldNoteTaken,2019,river,One\n".Replace(",", delimiter));
        Assert.Equal((true, 1), (report.IsClean, report.Recorded));
    }

    [Fact]
    public async Task a_mark_of_the_encoding_utf_16_and_gzip_are_read()
    {
        const string sheet = "kind,occurredAt,endeavour,data.words\nFieldNoteTaken,2019,river,Wäre Müller früher gekommen\n";
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(sheet.Replace("Müller", "Meyer", StringComparison.Ordinal)));
        foreach (var (bytes, ending) in new[]
        {
            (Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(sheet)).ToArray(), ".csv"), (Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(sheet.Replace("Müller", "Möller"))).ToArray(), ".csv"),
            (compressed.ToArray(), ".csv.gz"),
        })
        {
            Assert.Equal(1, (await ledger.Run(InterchangeLedger.Options, [ledger.File(bytes, ending)])).Recorded);
        }
    }

    [Fact]
    public async Task what_is_not_utf_8_says_how_to_save_it()
    {
        var report = await ledger.Run(InterchangeLedger.Options, [ledger.File(Encoding.Latin1.GetBytes("kind,occurredAt,endeavour,data.words\nFieldNoteTaken,2019,river,Müller\n"), ".csv")]);
        var refused = Assert.Single(report.Refusals);
        Assert.Equal((2, RefusalCode.InvalidText, "D", "a sheet that is saved as `CSV UTF-8`"), (refused.Line, refused.Refusal.Code, refused.Cell!.Column, refused.Refusal.Accepted));
    }

    [Fact]
    public async Task a_refusal_names_the_row_the_column_the_cell_and_what_would_be_accepted()
    {
        var report = await Take("endeavour,kind,occurredAt,data.words,data.about\nriver,FieldNoteTaken,01/03/2019,Note,mill\nriver,FieldNoteTaken,2019,Note,mil|ford\nriver,FieldNotTaken,2019,Note,\nriver,FieldNoteTaken,2019,,mill\n", dryRun: true);

        Assert.Equal(
            [
                (2, "C", "occurredAt", "01/03/2019", RefusalCode.DateUnreadable, "2019-03-01|2019-01-03"), (3, "E", "data.about", "mil|ford", RefusalCode.UnknownKey, "mill"),
                (4, "B", "kind", "FieldNotTaken", RefusalCode.UnknownKind, "FieldNoteTaken"), (5, "D", "data.words", "", RefusalCode.MissingMember, ""),
            ],
            report.Refusals.Select(refused => ((int)refused.Line, refused.Cell!.Column, refused.Cell.Header, refused.Cell.Text, refused.Refusal.Code, string.Join("|", refused.Refusal.Nearest.Take(2)))));
        Assert.Equal((0, 4), (report.Recorded, report.Refused));
    }

    [Theory]
    [InlineData("01/03/2019", "2019-03-01 2019-01-03")]
    [InlineData("13.3.19", "2019-03-13")]
    [InlineData("2019/3/4", "2019-03-04")]
    [InlineData("43525", "2019-03-01")]
    [InlineData("2019-03-04 10:30", "2019-03-04T10:30:00Z 2019-03-04")]
    [InlineData("Mar-19", "2019-03")]
    [InlineData("March 2019", "2019-03")]
    [InlineData("31/31/2019", "")]
    [InlineData("soon", "")]
    public void a_date_that_a_spreadsheet_mangled_is_suggested_as_it_may_be_meant(string text, string suggestions) => Assert.Equal(suggestions, string.Join(' ', Suggested.Dates(text)));

    [Fact]
    public async Task a_comma_in_a_number_is_refused_with_the_point_suggested()
    {
        var refused = Assert.Single((await Take("endeavour,kind,occurredAt,data.tension,data.leaning\nriver,TensionHeld,2019,ground and politics,\"-0,5\"\n")).Refusals);
        Assert.Equal(("E", "-0,5", "-0.5"), (refused.Cell!.Column, refused.Cell.Text, refused.Refusal.Nearest.Single()));
    }

    [Fact]
    public async Task a_mistake_in_the_header_is_told_once_and_nothing_is_recorded()
    {
        var report = await Take("endeavour,kind,occuredAt,occurredAt,data.wrods,words,data.words,data.words\nriver,FieldNoteTaken,,2019,x,x,One,x\nriver,FieldNoteTaken,,2019,x,x,Two,x\n");

        Assert.Equal(["occuredAt occurredAt", "data.wrods data.words", "words data.words", "data.words "],
            report.Refusals.Where(refused => refused.Line == 1).Select(refused => $"{refused.Refusal.Field} {string.Join(" ", refused.Refusal.Nearest.Take(1))}"));
        Assert.Equal(0, report.Recorded);
    }

    [Fact]
    public async Task a_member_of_another_kind_is_refused_where_its_cell_is_not_empty()
    {
        var report = await Take("endeavour,kind,occurredAt,data.words,data.title\nriver,FieldNoteTaken,2019,One,\nriver,FieldNoteTaken,2019,Two,Oops\n");
        var refused = Assert.Single(report.Refusals);
        Assert.Equal((3, "E", RefusalCode.UnknownMember, 0), (refused.Line, refused.Cell!.Column, refused.Refusal.Code, report.Recorded));
    }

    [Fact]
    public async Task the_endeavour_and_the_kind_may_be_said_once_for_all()
    {
        var report = await ledger.Run(InterchangeLedger.Options with { Endeavour = "river", Kind = "FieldNoteTaken" }, [File("occurredAt,data.words\n2019,Just so.\n")]);
        Assert.Equal((true, 1), (report.IsClean, report.Recorded));
    }

    [Fact]
    public async Task importing_a_sheet_twice_records_nothing_the_second_time()
    {
        var file = File("kind,occurredAt,endeavour,data.words\nFieldNoteTaken,2019,river,One\nFieldNoteTaken,2019,river,One\n");
        Assert.Equal(2, (await ledger.Run(InterchangeLedger.Options, [file])).Recorded);
        var again = await ledger.Run(InterchangeLedger.Options, [file]);
        Assert.Equal((0, 2), (again.Recorded, again.AlreadyRecorded));
    }

    [Fact]
    public async Task every_refusal_is_in_the_report_and_none_is_a_formula()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        using (var sheet = new RefusalSheet(path))
        {
            await ledger.Run(InterchangeLedger.Options with { DryRun = true, OnRefusal = sheet.Add },
                [File($"kind,occurredAt,endeavour,data.words\n{string.Concat(Enumerable.Range(0, 150).Select(number => $"FieldNoteTaken,=cmd|{number},river,Note {number}\n"))}")]);
        }
        var rows = await System.IO.File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        System.IO.File.Delete(path);
        Assert.Equal(151, rows.Length);
        Assert.StartsWith("file,row,column,header,cell,reason", rows[0].TrimStart('\ufeff'), StringComparison.Ordinal);
        Assert.Contains(",2,B,occurredAt,'=cmd|0,", rows[1]);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49 30", "'+49 30")]
    [InlineData("-0.5", "-0.5")]
    [InlineData("-x", "'-x")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\n=1", "'\n=1")]
    [InlineData("\uff1d1+1", "'\uff1d1+1")]
    [InlineData("\uff20SUM(A1)", "'\uff20SUM(A1)")]
    [InlineData("river", "river")]
    public void a_text_is_no_formula(string text, string defused) => Assert.Equal(defused, Sheets.Defused(text));

    [Fact]
    public async Task every_kind_can_be_told_in_a_sheet()
    {
        foreach (var sample in Directory.GetFiles(Path.Combine(KeepingSchemas.Entries, "samples"), "*.json"))
        {
            var json = (JsonObject)JsonNode.Parse(await System.IO.File.ReadAllTextAsync(sample, TestContext.Current.CancellationToken))!;
            var line = json.ToJsonString();
            var cells = Cells(json).ToArray();
            var file = File($"{string.Join(",", cells.Select(cell => cell.Header))}\n{string.Join(",", cells.Select(cell => $"\"{cell.Text.Replace("\"", "\"\"")}\""))}\n");
            await using var reader = await SheetReader.Open(file, Catalogue.Standard, InterchangeLedger.Options, TestContext.Current.CancellationToken);
            Assert.True(await reader.Next(TestContext.Current.CancellationToken));
            Assert.Empty(reader.Refusals);
            var (read, meant) = (EntryLine.Read(reader.Line.ToArray(), false, Catalogue.Standard), EntryLine.Read(Encoding.UTF8.GetBytes(line), false, Catalogue.Standard));
            Assert.True(read.Draft is not null, $"{sample}: {string.Join("\n", read.Refusals)}");
            Assert.Equal(meant.Draft!.Data, read.Draft!.Data);
            Assert.Equal(meant.Draft with { Data = read.Draft.Data }, read.Draft);
        }
    }

    static IEnumerable<(string Header, string Text)> Cells(JsonObject entry) =>
        from member in entry.Where(member => member.Key != "data").Select(member => (member.Key, member.Value)).Concat(((JsonObject)entry["data"]!).Select(member => ($"data.{member.Key}", member.Value)))
        select (member.Item1, member.Value switch
        {
            JsonArray list when list.All(item => item is JsonValue) => string.Join("|", list.Select(item => $"{item}".Replace("|", @"\|"))),
            JsonArray lists when lists.All(item => item is JsonArray) => string.Join("|", lists.Select(side => string.Join(";", (JsonArray)side!))),
            JsonValue value => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString(),
            var other => other!.ToJsonString(),
        });

    Task<ImportReport> Take(string sheet, bool dryRun = false) => ledger.Run(InterchangeLedger.Options with { DryRun = dryRun }, [File(sheet)]);

    string File(string sheet) => ledger.File(Encoding.UTF8.GetBytes(sheet), ".csv");

    static string Without(string line, params string[] members)
    {
        var json = (JsonObject)JsonNode.Parse(line)!;
        foreach (var member in members)
            json.Remove(member);
        return json.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
