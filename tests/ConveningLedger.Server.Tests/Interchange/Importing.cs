using System.Text;
using ConveningLedger.Ledger;
using ConveningLedger.Store;
using ConveningLedger.Store.Interchange;

namespace ConveningLedger.Server.Tests.Interchange;

[Collection(OnADatabase.Name)]
public sealed class Importing(SharedLedger shared) : IClassFixture<SharedLedger>
{
    readonly InterchangeLedger ledger = shared.Ledger;

    [Fact]
    public async Task records_lines_that_are_interleaved_in_the_order_of_each_endeavour()
    {
        var report = await ledger.Take(
            Lines.Opened("left"), Lines.Opened("right"), Lines.Noted("right", "one"), Lines.Noted("left", "one"), Lines.Noted("right", "two"));

        Assert.True(report.IsClean);
        Assert.Equal([new("left", 2, 2, 0, 0, 2), new("right", 3, 3, 0, 0, 3)], report.Endeavours);
        Assert.Equal(["EndeavourOpened", "one", "two"], await Told("right"));
    }

    [Fact]
    public async Task goes_on_in_an_endeavour_that_exists_and_over_several_files()
    {
        await ledger.Take(Lines.Opened("existing"), Lines.Mapped("existing", "growers"));

        var report = await ledger.Run(InterchangeLedger.Options,
        [
            ledger.File(InterchangeLedger.Gzip(Encoding.UTF8.GetBytes(Lines.Noted("existing", "one", "\"ref\":\"first\",\"toldBy\":\"growers\""))), ".jsonl"),
            ledger.File(Lines.Line("existing", "EntryAnnotated", """{"entry":"first","words":"two"}""")),
        ]);

        Assert.Equal((2, 0), (report.Recorded, report.Refused));
        Assert.Equal(4, await ledger.Count("existing"));
    }

    [Fact]
    public async Task records_nothing_the_second_time_and_says_so()
    {
        string[] lines = [Lines.Opened("twice"), Lines.Mapped("twice", "p-1", "PERSON"), Lines.Noted("twice", "one"), Lines.Noted("twice", "one")];
        await ledger.Take(lines);

        var again = await ledger.Take(lines);

        Assert.Equal(new ImportedEndeavour("twice", 4, 0, 4, 0, 0), Assert.Single(again.Endeavours));
        Assert.Equal(4, await ledger.Count("twice"));
    }

    [Fact]
    public async Task knows_a_line_again_that_would_get_another_visibility_now()
    {
        string[] lines =
        [
            Lines.Opened("renamed"), Lines.Mapped("renamed", "keeper"), Lines.Mapped("renamed", "office", "INSTITUTION"),
            Lines.Line("renamed", "AgencyConstrained", """{"who":"keeper","by":"office","how":"By letter."}"""),
            Lines.Mapped("renamed", "keeper", "PERSON"),
        ];
        await ledger.Take(lines);

        Assert.Equal(5, (await ledger.Take(lines)).AlreadyRecorded);
    }

    [Fact]
    public async Task tells_equal_lines_of_a_file_apart_but_not_those_of_two_files()
    {
        var note = Lines.Noted("equal", "It was dry.");

        var first = await ledger.Take(InterchangeLedger.Options with { ChunkLines = 2 }, Lines.Opened("equal"), note, note, Lines.Mapped("equal", "p-1"), note);
        var second = await ledger.Run(InterchangeLedger.Options, [ledger.File(note, note), ledger.File(note)]);

        Assert.Equal((5, 0), (first.Recorded, first.AlreadyRecorded));
        Assert.Equal((0, 3), (second.Recorded, second.AlreadyRecorded));
    }

    [Fact]
    public async Task takes_a_line_with_an_id_that_comes_twice_as_one_entry()
    {
        var note = Lines.Noted("same-id", "It was dry.", "\"id\":\"0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55\"");

        var report = await ledger.Take(InterchangeLedger.Options with { ChunkLines = 2 }, Lines.Opened("same-id"), note, note, Lines.Mapped("same-id", "p-1"), note);

        Assert.Equal((3, 2), (report.Recorded, report.AlreadyRecorded));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public async Task finds_what_was_named_earlier_in_the_run_however_it_is_cut_up(int chunk)
    {
        var endeavour = $"cut-{chunk}";
        const string id = "0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55";
        var report = await ledger.Take(InterchangeLedger.Options with { ChunkLines = chunk, BatchEntries = chunk },
            Lines.Opened(endeavour),
            Lines.Mapped(endeavour, "p-1", "PERSON"),
            Lines.Noted(endeavour, "one", $"\"id\":\"{id}\""),
            Lines.Noted(endeavour, "two", "\"ref\":\"two\""),
            Lines.Line(endeavour, "OutcomeHarvested", """{"key":"river","who":"p-1","change":"It flows.","intended":true}""", "\"ref\":\"harvest\""),
            Lines.Line(endeavour, "ContributionClaimed", $$"""{"key":"claim","outcome":"river","by":"p-1","claim":"We did.","causes":[{"entry":"{{id}}"}]}""", "\"ref\":\"claim\""),
            Lines.Line(endeavour, "EntryRetracted", $$"""{"entry":"{{id}}","reason":"A rumour."}"""),
            // The replacement refers to an entry that the line itself does not name.
            Lines.Line(endeavour, "EntryCorrected", """{"entry":"claim","reason":"Too much.","data":{"outcome":"river","key":"claim","by":"p-1","claim":"We helped.","causes":[{"entry":"two"},{"entry":"harvest","weight":"STRAW"}]}}"""));

        Assert.Empty(report.Refusals);
        Assert.Equal(8, report.Recorded);
        Assert.Contains("\"data\":{\"key\":\"claim\",\"outcome\":\"river\"", (await ledger.Lines(endeavour))[7]);
    }

    [Fact]
    public async Task records_nothing_of_an_endeavour_of_which_a_line_is_refused_and_all_of_the_others()
    {
        var report = await ledger.Take(
            Lines.Opened("bad"), Lines.Opened("good"), Lines.Noted("bad", "one"), Lines.Noted("bad", " "), Lines.Noted("good", "one"));

        Assert.False(report.IsClean);
        Assert.Equal(
            [new("bad", 3, 0, 0, 1, 2) { IsWithheld = true }, new("good", 2, 2, 0, 0, 2)], report.Endeavours);
        Assert.Equal(0, await ledger.Count("bad"));
        var refusal = Assert.Single(report.Refusals);
        Assert.Equal((4, "bad", RefusalCode.TextEmpty, "data.words"), (refusal.Line, refusal.Endeavour, refusal.Refusal.Code, refusal.Refusal.Field));
    }

    [Fact]
    public async Task records_the_good_lines_where_it_is_to_keep_going()
    {
        string[] lines =
        [
            Lines.Opened("going"), Lines.Noted("going", "early", "\"toldBy\":\"growers\""), "not json", Lines.Mapped("going", "growers"), Lines.Noted("going", "late", "\"toldBy\":\"growers\""),
        ];
        var options = InterchangeLedger.Options with { KeepGoing = true };

        var report = await ledger.Take(options, lines);

        Assert.Equal(new ImportedEndeavour("going", 4, 3, 0, 1, 3), Assert.Single(report.Endeavours));
        Assert.Equal((1, 2), (report.Unassigned, report.Refused));
        Assert.Equal([(2, RefusalCode.UnknownKey), (3, RefusalCode.NotJson)], report.Refusals.Select(refusal => ((int)refusal.Line, refusal.Refusal.Code)));

        // What comes after a refused line is no reason to accept it the second time, but mending it is.
        var again = await ledger.Take(options, lines);
        Assert.Equal(new ImportedEndeavour("going", 4, 0, 3, 1, 0), Assert.Single(again.Endeavours));
        var mended = await ledger.Take(options, [lines[0], lines[3], lines[1], lines[4]]);
        Assert.Equal(new ImportedEndeavour("going", 4, 1, 3, 0, 1), Assert.Single(mended.Endeavours));
    }

    [Fact]
    public async Task holds_back_all_endeavours_of_a_file_with_a_line_of_no_endeavour_that_can_be_read()
    {
        var report = await ledger.Run(InterchangeLedger.Options,
            [ledger.File(Lines.Opened("beside"), "{\"note\":tru"), ledger.File(Lines.Opened("elsewhere"))]);

        Assert.Equal([("beside", 0L), ("elsewhere", 1L)], report.Endeavours.Select(endeavour => (endeavour.Endeavour, endeavour.Recorded)));
        Assert.Equal((1, null), (report.Unassigned, report.Refusals[0].Endeavour));
    }

    [Fact]
    public async Task checks_without_recording_in_a_dry_run()
    {
        var report = await ledger.Take(InterchangeLedger.Options with { DryRun = true }, Lines.Opened("dry"), Lines.Mapped("dry", "p-1"), Lines.Noted("dry", ""));

        Assert.True(report.IsDryRun);
        Assert.Equal(new ImportedEndeavour("dry", 3, 0, 0, 1, 2) { IsWithheld = true }, Assert.Single(report.Endeavours));
        Assert.Equal(0, await ledger.Count("dry"));
    }

    [Fact]
    public async Task tells_the_first_hundred_refusals_and_counts_the_rest()
    {
        var report = await ledger.Take(InterchangeLedger.Options with { ChunkLines = 40 },
            [Lines.Opened("many-refused"), .. Enumerable.Range(0, 150).Select(index => Lines.Noted("many-refused", "one", $"\"toldBy\":\"p-{index}\""))]);

        Assert.Equal((100, 150, 150), (report.Refusals.Count, report.RefusalCount, report.Refused));
        Assert.Equal(Enumerable.Range(2, 100), report.Refusals.Select(refusal => (int)refusal.Line));
    }

    [Fact]
    public async Task takes_over_claims_and_takes_the_clock_for_what_claims_nothing()
    {
        await ledger.Take(
            Lines.Opened("claims", "\"recordedAt\":\"2020-05-01T12:00:00+02:00\",\"recordedBy\":\"odile\""),
            Lines.Mapped("claims", "p-1", more: "\"recordedAt\":\"2019-05-01T12:00:00.120Z\""),
            Lines.Noted("claims", "one"));

        var entries = await Entries("claims");

        Assert.Equal(["2020-05-01T10:00:00Z", "2019-05-01T12:00:00.12Z"], entries[..2].Select(entry => entry.RecordedAt.ToString()));
        Assert.Equal(["odile", "importer", "importer"], entries.Select(entry => entry.RecordedBy));
        Assert.True(entries[0].IsClaimed && entries[1].IsClaimed && !entries[2].IsClaimed);
    }

    [Fact]
    public async Task decides_as_the_door_does()
    {
        string[] lines =
        [
            Lines.Opened("door"), Lines.Mapped("door", "p-1", "PERSON"), Lines.Mapped("door", "p-1", "GROUP"), Lines.Noted("door", "x", "\"toldBy\":\"p-2\""),
            Lines.Line("door", "BoundaryShifted", """{"boundary":"p-1","permeability":0.5,"move":"OPENED"}"""),
            Lines.Line("door", "ConveningCallRevised", """{"text":"Come."}""", "\"ref\":\"call-1\""),
            Lines.Line("door", "ConveningCallRevised", """{"text":"Come again.","basedOn":"call-1"}"""),
            Lines.Line("door", "ConveningCallRevised", """{"text":"Come once more.","basedOn":"call-1"}"""),
            Lines.Line("door", "EntryCorrected", """{"entry":"call-1","reason":"r","data":{"text":""}}"""),
            Lines.Line("door", "EntryRetracted", """{"entry":"call-9","reason":"r"}"""), Lines.Opened("door"),
        ];

        var report = await ledger.Take(InterchangeLedger.Options with { KeepGoing = true, ChunkLines = 3 }, lines);

        await using var session = ledger.Store.LightweightSession();
        var requests = lines.Index().Select(line => new RecordRequest(
            EntryLine.Read(Encoding.UTF8.GetBytes(line.Item.Replace("\"door\"", "\"by-the-door\"")), isTooLong: false, Catalogue.Standard).Draft!, InterchangeLedger.Convener));
        var answer = await RecordHandler.Handle(new([.. requests], Waits: true), session, new(ledger.Store, ledger.Events, new()), ledger.Events, TestContext.Current.CancellationToken);
        var refused = answer.Decisions.Index()
            .SelectMany(decision => (decision.Item is Decision.Refused { Refusals: var refusals } ? refusals : []).Select(refusal => $"{decision.Index + 1}: {refusal.Code} {refusal.Field} {refusal.Message}".Replace("by-the-door", "door")));
        Assert.Equal(refused, report.Refusals.Select(line => $"{line.Line}: {line.Refusal.Code} {line.Refusal.Field} {line.Refusal.Message}"));
        Assert.Equal(answer.Decisions.Count(decision => decision is Decision.Accepted), report.Recorded);
    }

    [Fact]
    public async Task lets_others_record_when_it_is_over_and_not_before()
    {
        Task<Decision>? other = null;

        await ledger.Run(InterchangeLedger.Options with { BatchEntries = 10, ChunkLines = 10 }, [ledger.File([.. Lines.Many("kept", 100)])],
            new Told<ImportProgress>(progress => other ??= progress.Phase == ImportPhase.Checking ? Task.Run(() => RecordOne("kept")) : null));

        Assert.Equal(101, Assert.IsType<Decision.Accepted>(await other!).Entry.Sequence);
    }

    [Fact]
    public async Task may_run_twice_at_once()
    {
        var file = ledger.File([.. Lines.Many("at-once", 500)]);

        var reports = await Task.WhenAll(ledger.Run(InterchangeLedger.Options, [file]), ledger.Run(InterchangeLedger.Options, [file]));

        Assert.Equal([0, 500], reports.Select(report => report.Recorded).Order());
        Assert.Equal([0, 500], reports.Select(report => report.AlreadyRecorded).Order());
    }

    [Fact]
    public async Task takes_a_damaged_file_for_an_error_and_records_nothing()
    {
        var whole = InterchangeLedger.Gzip(Encoding.UTF8.GetBytes(string.Join('\n', Lines.Many("damaged", 3_000))));

        var fault = await Assert.ThrowsAsync<IOException>(() => ledger.Run(InterchangeLedger.Options, [ledger.File(whole[..(whole.Length / 2)], ".jsonl.gz")]));

        Assert.Contains("is damaged after line", fault.Message);
        Assert.Equal(0, await ledger.Count("damaged"));
    }

    [Fact]
    public async Task is_for_conveners() =>
        await Assert.ThrowsAsync<ArgumentException>(() => ledger.Take(new ImportOptions(new("somebody", Visibility.Team)), Lines.Opened("not-mine")));

    async Task<Decision> RecordOne(string endeavour)
    {
        await using var session = ledger.Store.LightweightSession();
        var draft = EntryLine.Read(Encoding.UTF8.GetBytes(Lines.Noted(endeavour, "one")), isTooLong: false, Catalogue.Standard).Draft!;
        var answer = await RecordHandler.Handle(
            new([new(draft, InterchangeLedger.Convener)], Waits: true), session, new(ledger.Store, ledger.Events, new()), ledger.Events, TestContext.Current.CancellationToken);
        await session.SaveChangesAsync(TestContext.Current.CancellationToken);
        return answer.Decisions[0]!;
    }

    async Task<IEnumerable<string>> Told(string endeavour) =>
        (await Entries(endeavour)).Select(entry => entry.Data is LongGame.FieldNoteTaken note ? note.Words : entry.Kind.Name);

    async Task<Entry[]> Entries(string endeavour) =>
        [.. (await new Histories(ledger.Store, ledger.Events, new()).Current(endeavour, TestContext.Current.CancellationToken)).Entries];
}

/// <summary>Tells progress at once, on the thread that makes it.</summary>
sealed class Told<T>(Action<T> take) : IProgress<T>
{
    public void Report(T value) => take(value);
}
