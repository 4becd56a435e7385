using System.Text.Json;

namespace ConveningLedger.Tests;

/// <summary>
/// An endeavour in a test, as far as it is recorded: what is given was accepted by the one door at fixed times, a day apart; when one
/// more thing is told, then it is accepted, repeated or refused.
/// </summary>
public sealed class Endeavour
{
    public const string Slug = "vessa-water";

    /// <summary>A convener.</summary>
    public static readonly Recorder Ana = new("ana", Visibility.Conveners);

    /// <summary>Another convener.</summary>
    public static readonly Recorder Ben = new("ben", Visibility.Conveners);

    /// <summary>A member of the team.</summary>
    public static readonly Recorder Tom = new("tom", Visibility.Team);

    /// <summary>An evaluator.</summary>
    public static readonly Recorder Eva = new("eva", Visibility.Evaluators);

    /// <summary>Anybody.</summary>
    public static readonly Recorder Guest = new("guest", Visibility.Public);

    static readonly Instant FirstDay = Instant.Parse("2024-01-01T00:00:00Z");

    Endeavour(History history, Instant today) => (History, Today) = (history, today);

    /// <summary>Of which nothing is recorded.</summary>
    public static Endeavour Unopened { get; } = new(History.Empty(Slug), FirstDay);

    /// <summary>Opened in January 2018 for all to see, and nothing else.</summary>
    public static Endeavour Opened { get; } = Unopened.Given(A<EndeavourOpened>(
        "{'title':'Water for Vessa','challenges':['CONFLICT'],'scale':'REGIONAL'}", at: "2018-01", visibility: Visibility.Public));

    /// <summary>With people, places and things, all of them for all to see, and a first call.</summary>
    public static Endeavour Furnished { get; } = Opened.Given(
        Element("p-01", "PERSON"), Element("p-02", "PERSON"), Element("council", "GROUP"), Element("farmers", "CONSTITUENCY"),
        Element("river-board", "INSTITUTION"), Element("north-bank", "COMMUNITY"), Element("south-bank", "COMMUNITY"),
        A<BoundaryNamed>("{'key':'weir','name':'The weir','type':'RESOURCES','sides':[['north-bank'],['south-bank']]}", at: "2018", visibility: Visibility.Public),
        A<BoundaryObjectMade>("{'key':'river-map','name':'The river map','boundary':'weir','form':'MAP'}", at: "2018", visibility: Visibility.Public),
        A<LearningSpaceOpened>("{'key':'tea-house','name':'The tea house'}", at: "2018", visibility: Visibility.Public, named: "tea-house-opened"),
        A<ValueStoryTold>("{'key':'first-rain','teller':'p-01','type':'IMMEDIATE','text':'We met.'}", at: "2018", visibility: Visibility.Public),
        A<OutcomeHarvested>("{'key':'treaty','who':'council','change':'They share the gate.','intended':true}", at: "2018", visibility: Visibility.Public),
        A<ContributionClaimed>("{'key':'by-talking','outcome':'treaty','by':'p-01','claim':'Talking did it.','causes':[{'entry':'tea-house-opened'}]}",
            at: "2018", visibility: Visibility.Public),
        A<WaveHeld>("{'key':'spring-round','asked':['p-01','p-02']}", at: "2018", visibility: Visibility.Public),
        A<ConvenerJoined>("{'convener':'p-01','roles':['HOST']}", at: "2018"),
        A<ParticipantJoined>("{'participant':'p-02'}", at: "2018"),
        A<ConveningCallRevised>("{'text':'Come and share the river.'}", at: "2018-02", named: "common-call"),
        A<ConveningCallRevised>("{'audience':'farmers','text':'Come and share the water.'}", at: "2018-02", named: "farmers-call"));

    public History History { get; }

    /// <summary>When the next thing is received, unless it says so itself.</summary>
    public Instant Today { get; }

    /// <summary>Something told of a kind.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    /// <param name="data">The data as JSON, with ' for ".</param>
    /// <param name="at">When it happened.</param>
    public static Telling A<T>(
        string data, string at = "2019-06-01", Recorder? by = null, Visibility? visibility = null, Standpoint? standpoint = null,
        string? toldBy = null, string[]? mentions = null, string[]? evidence = null, Mode[]? modes = null, string? note = null,
        string? id = null, string? named = null, string? today = null, string? claimedAt = null, string? claimedBy = null) where T : EntryData =>
        new(Catalogue.Standard.Of<T>(), data.Replace('\'', '"'), at, by ?? Ana)
        {
            Visibility = visibility,
            Standpoint = standpoint,
            ToldBy = toldBy,
            Mentions = mentions ?? [],
            Evidence = evidence ?? [],
            Modes = modes ?? [],
            Note = note,
            Id = id is null ? null : Guid.Parse(id),
            Named = named,
            Today = today is null ? null : Instant.Parse(today),
            ClaimedAt = claimedAt is null ? null : Instant.Parse(claimedAt),
            ClaimedBy = claimedBy,
        };

    /// <summary>An element put on the map.</summary>
    public static Telling Element(string key, string element, Visibility visibility = Visibility.Public, string at = "2018") =>
        A<ElementMapped>($"{{'key':'{key}','name':'{key}','element':'{element}','scale':'LOCAL'}}", at, visibility: visibility, named: $"{key}-mapped");

    /// <summary>The endeavour after these were recorded, a day apart.</summary>
    public Endeavour Given(params Telling[] tellings)
    {
        var endeavour = this;
        foreach (var telling in tellings)
            endeavour = endeavour.After(endeavour.When(telling).IsAccepted());
        return endeavour;
    }

    /// <summary>What comes of one more thing told.</summary>
    public Outcome When(Telling telling)
    {
        var now = telling.Today ?? Today;
        var reading = new Reading();
        using var json = JsonDocument.Parse(telling.Data, CanonicalJson.Reading);
        if (telling.Kind.Read(json.RootElement, reading) is not { } data)
            return new(new Decision.Refused([.. reading.Refusals.Select(refusal => refusal with { Field = $"data.{refusal.Field}" })]));
        var draft = new Draft
        {
            Endeavour = Slug,
            Kind = telling.Kind,
            Data = data,
            OccurredAt = Edtf.Parse(telling.At),
            Id = telling.Id,
            Ref = telling.Named,
            Visibility = telling.Visibility,
            Standpoint = telling.Standpoint,
            ToldBy = telling.ToldBy,
            Mentions = [.. telling.Mentions],
            Evidence = [.. telling.Evidence],
            Modes = [.. telling.Modes],
            Note = telling.Note,
            ClaimedRecordedAt = telling.ClaimedAt,
            ClaimedRecordedBy = telling.ClaimedBy,
        };
        return new(Recording.Decide(History.Registry, History, draft, telling.By, IdOf(History.Count + 1), now));
    }

    /// <summary>The id of the n-th entry, where it brings none.</summary>
    public static Guid IdOf(int sequence) => new(sequence, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>The entry of this ref, as first recorded.</summary>
    public Entry Find(string named) => History.Find(named) ?? throw new ArgumentException($"Nothing was recorded as {named}.");

    /// <summary>The last entry.</summary>
    public Entry Last => History.Entries.Last();

    /// <summary>The frame of a moment; absent: all there is.</summary>
    public Frame Frame(string? at = null, string? knownAt = null, Visibility seenAs = Visibility.Conveners) =>
        History.At(InstantOf(at), InstantOf(knownAt), seenAs);

    static Instant InstantOf(string? text) => text is null ? Instant.MaxValue : Edtf.Parse(text).LastInstant;

    Endeavour After(Entry entry) => new(History.After([entry]), entry.ReceivedAt.PlusMicroseconds(86_400_000_000));
}

/// <summary>Something told, by somebody.</summary>
public sealed record Telling(Kind Kind, string Data, string At, Recorder By)
{
    public Visibility? Visibility { get; init; }
    public Standpoint? Standpoint { get; init; }
    public string? ToldBy { get; init; }
    public string[] Mentions { get; init; } = [];
    public string[] Evidence { get; init; } = [];
    public Mode[] Modes { get; init; } = [];
    public string? Note { get; init; }
    public Guid? Id { get; init; }
    public string? Named { get; init; }
    public Instant? Today { get; init; }
    public Instant? ClaimedAt { get; init; }
    public string? ClaimedBy { get; init; }
}

/// <summary>What came of it.</summary>
public sealed record Outcome(Decision Decision)
{
    public Entry IsAccepted() => Decision is Decision.Accepted accepted ? accepted.Entry : throw Fail("accepted");

    public Entry IsRepeated() => Decision is Decision.Repeated repeated ? repeated.Entry : throw Fail("repeated");

    /// <summary>It is refused for this one reason, and the refusal says something about what would be accepted.</summary>
    public Refusal IsRefused(RefusalCode code, string field)
    {
        if (Decision is not Decision.Refused { Refusals: [var refusal] } || refusal.Code != code || refusal.Field != field)
            throw Fail($"refused with {code} at '{field}', and nothing else");
        Assert.NotEmpty(refusal.Message);
        Assert.NotEmpty(refusal.Accepted);
        return refusal;
    }

    /// <summary>It is refused, for this reason among others.</summary>
    public Refusal IsRefusedAlso(RefusalCode code, string field) =>
        (Decision as Decision.Refused)?.Refusals.FirstOrDefault(refusal => refusal.Code == code && refusal.Field == field)
        ?? throw Fail($"refused with {code} at '{field}'");

    Xunit.Sdk.XunitException Fail(string expected) => new($"Expected it to be {expected}, but it was {Decision switch
    {
        Decision.Accepted => "accepted",
        Decision.Repeated => "repeated",
        Decision.Refused refused => $"refused:\n{string.Join("\n", refused.Refusals.Select(refusal => $"{refusal.Code} {refusal}"))}",
        _ => "?",
    }}");
}
