using ConveningLedger.Ledger;

namespace ConveningLedger.Server.Tests.Interchange;

/// <summary>What the rules of recording refuse, told by line and member.</summary>
[Collection(OnADatabase.Name)]
public sealed class RefusingLines(SharedLedger shared) : IClassFixture<SharedLedger>
{
    static int endeavours;

    public static TheoryData<RefusalCode, string, string[]> Refused => new()
    {
        { RefusalCode.UnknownEndeavour, "endeavour", [Lines.Noted("e", "Before it was opened.")] },
        { RefusalCode.AlreadyOpened, "endeavour", [Lines.Opened("e"), Lines.Opened("e").Replace("A river", "Another")] },
        { RefusalCode.UnknownKey, "toldBy", [Lines.Opened("e"), Lines.Noted("e", "w", "\"toldBy\":\"nobody\"")] },
        { RefusalCode.UnknownKey, "mentions[0]", [Lines.Opened("e"), Lines.Noted("e", "w", "\"mentions\":[\"nobody\"]")] },
        { RefusalCode.WrongKey, "data.participant", [Lines.Opened("e"), Lines.Mapped("e", "law", "SYSTEM"), Lines.Line("e", "ParticipantJoined", """{"participant":"law"}""")] },
        { RefusalCode.UnknownKey, "data.boundary", [Lines.Opened("e"), Lines.Line("e", "BoundaryShifted", """{"boundary":"wall","permeability":0.5,"move":"OPENED"}""")] },
        { RefusalCode.NeedsEarlier, "kind", [Lines.Opened("e"), Lines.Line("e", "ConveningCallWithdrawn", "{}")] },
        { RefusalCode.OutOfRange, "data.leaning", [Lines.Opened("e"), Lines.Line("e", "TensionHeld", """{"tension":"BIG_PICTURE_AND_DETAIL","leaning":1.5}""")] },
        { RefusalCode.UnknownValue, "data.tension", [Lines.Opened("e"), Lines.Line("e", "TensionHeld", """{"tension":"BIG","leaning":1}""")] },
        { RefusalCode.UnknownMember, "data.lean", [Lines.Opened("e"), Lines.Line("e", "TensionHeld", """{"tension":"BIG_PICTURE_AND_DETAIL","leaning":1,"lean":1}""")] },
        { RefusalCode.TextTooLong, "data.words", [Lines.Opened("e"), Lines.Noted("e", new('w', 20_001))] },
        { RefusalCode.LineTooLong, "", [Lines.Opened("e"), Lines.Noted("e", new('w', 1 << 20))] },
        { RefusalCode.OccurredAfterRecorded, "occurredAt", [Lines.Opened("e"), Lines.Line("e", "FieldNoteTaken", """{"words":"w"}""", occurredAt: "2190")] },
        { RefusalCode.OccurredAfterRecorded, "occurredAt", [Lines.Opened("e"), Lines.Noted("e", "w", "\"recordedAt\":\"2018-01-01T00:00:00Z\"")] },
        { RefusalCode.RecordedAfterReceived, "recordedAt", [Lines.Opened("e"), Lines.Noted("e", "w", "\"recordedAt\":\"2190-01-01T00:00:00Z\"")] },
        { RefusalCode.EndeavourClosed, "occurredAt", [Lines.Opened("e"), Lines.Line("e", "EndeavourStatusChanged", """{"status":"CLOSED"}""", occurredAt: "2018"), Lines.Noted("e", "w")] },
        { RefusalCode.BasedOnBehind, "data.basedOn", [Lines.Opened("e"), Call("one", "\"ref\":\"c-1\""), Call("two"), Call("three", based: ",\"basedOn\":\"c-1\"")] },
        { RefusalCode.IdTaken, "id", [Lines.Opened("e"), Lines.Noted("e", "one", Id), Lines.Noted("e", "two", Id)] },
        { RefusalCode.RefTaken, "ref", [Lines.Opened("e"), Lines.Noted("e", "one", "\"ref\":\"r\""), Lines.Noted("e", "two", "\"ref\":\"r\"")] },
        { RefusalCode.KeyTaken, "data.key", [Lines.Opened("e"), Lines.Mapped("e", "k"), Lines.Mapped("e", "m"), Lines.Line("e", "BoundaryNamed", """{"key":"k","name":"k","type":"OTHER","sides":[["k"],["m"]]}""")] },
        { RefusalCode.StoryCycle, "data.leadsFrom", [Lines.Opened("e"), Lines.Mapped("e", "k"), Story("a", ""), Story("b", ",\"leadsFrom\":[\"a\"]"), Story("a", ",\"leadsFrom\":[\"b\"]")] },
        { RefusalCode.UnknownEntry, "data.entry", [Lines.Opened("e"), Lines.Line("e", "EntryRetracted", """{"entry":"r","reason":"w"}""")] },
        { RefusalCode.WrongEntry, "data.entry", [Lines.Opened("e", "\"ref\":\"o\""), Lines.Line("e", "EntryRetracted", """{"entry":"o","reason":"w"}""")] },
        { RefusalCode.WrongEntry, "data.entry", [Lines.Opened("e", "\"ref\":\"o\""), Lines.Line("e", "EntryAnnotated", """{"entry":"o","words":"w"}""", "\"ref\":\"a\""), Lines.Line("e", "EntryAnnotated", """{"entry":"a","words":"w"}""")] },
        { RefusalCode.UnknownMember, "data.data.wrds", [Lines.Opened("e"), Lines.Noted("e", "w", "\"ref\":\"n\""), Lines.Line("e", "EntryCorrected", """{"entry":"n","reason":"r","data":{"words":"v","wrds":"v"}}""")] },
        { RefusalCode.NotCorrectable, "data.data.key", [Lines.Opened("e"), Lines.Mapped("e", "k", more: "\"ref\":\"m\""), Lines.Line("e", "EntryCorrected", """{"entry":"m","reason":"r","data":{"key":"l","name":"k","element":"GROUP","scale":"LOCAL"}}""")] },
        { RefusalCode.NotASlug, "ref", [Lines.Opened("e"), Lines.Noted("e", "w", "\"ref\":\"0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55\"")] },
    };

    const string Id = "\"id\":\"0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55\"";

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task tells_the_last_line_its_member_and_the_rule(RefusalCode code, string member, string[] lines)
    {
        var endeavour = $"refusing-{Interlocked.Increment(ref endeavours)}";

        var report = await shared.Ledger.Take([.. lines.Select(line => line.Replace("\"e\"", $"\"{endeavour}\""))]);

        Assert.All(report.Refusals, refusal => Assert.Equal(lines.Length, refusal.Line));
        var refused = report.Refusals[0];
        Assert.Equal((endeavour, code, member), (refused.Endeavour, refused.Refusal.Code, refused.Refusal.Field));
        Assert.NotEmpty(refused.Refusal.Accepted);
        Assert.Equal(0, await shared.Ledger.Count(endeavour));
    }

    [Fact]
    public async Task names_the_endeavours_that_were_perhaps_meant()
    {
        await shared.Ledger.Take(Lines.Opened("nearby-valley"));

        var report = await shared.Ledger.Take(Lines.Noted("nearby-valey", "one"));

        Assert.Equal(["nearby-valley"], report.Refusals[0].Refusal.Nearest);
    }

    static string Call(string text, string more = "", string based = "") =>
        Lines.Line("e", "ConveningCallRevised", $$"""{"text":"{{text}}"{{based}}}""", more);

    static string Story(string key, string more) =>
        Lines.Line("e", "ValueStoryTold", $$"""{"key":"{{key}}","teller":"k","type":"APPLIED","text":"t"{{more}}}""");
}
