using System.Text.Json.Nodes;

namespace ConveningLedger.Tests.Properties;

/// <summary>
/// A stream as people would write it: over a few keys, some of them narrow, by recorders of several circles; entries come late, are
/// dated roughly, corrected, retracted, taken back, reclassified. Every entry went through the one door; what it refused is not
/// in it.
/// </summary>
public sealed class Stream
{
    public const string Slug = "vessa-water";

    /// <summary>The keys that steps name and refer to.</summary>
    public static readonly IReadOnlyList<(string Key, Thing Thing, ElementKind? Element)> Names =
    [
        ("p-1", Thing.Element, ElementKind.Person), ("p-2", Thing.Element, ElementKind.Person), ("g-1", Thing.Element, ElementKind.Group),
        ("c-1", Thing.Element, ElementKind.Constituency), ("i-1", Thing.Element, ElementKind.Institution),
        ("b-1", Thing.Boundary, null), ("b-2", Thing.Boundary, null), ("s-1", Thing.LearningSpace, null),
        ("v-1", Thing.ValueStory, null), ("v-2", Thing.ValueStory, null), ("v-3", Thing.ValueStory, null),
        ("o-1", Thing.BoundaryObject, null), ("h-1", Thing.Outcome, null), ("k-1", Thing.Claim, null), ("w-1", Thing.Wave, null),
    ];

    static readonly Instant Begin = Instant.Parse("2024-01-01T00:00:00Z");

    // Kinds that others depend on, or that move measures, come more often than the rest.
    static readonly Kind[] Kinds =
    [
        .. Catalogue.Standard.Kinds.Where(kind => kind.Type != typeof(EndeavourOpened)),
        .. Enumerable.Repeat(Catalogue.Standard.Of<EntryCorrected>(), 6),
        .. Enumerable.Repeat(Catalogue.Standard.Of<EntryRetracted>(), 5),
        .. Enumerable.Repeat(Catalogue.Standard.Of<EntryReclassified>(), 3),
        .. Enumerable.Repeat(Catalogue.Standard.Of<ConveningCallRevised>(), 2),
        .. Enumerable.Repeat(Catalogue.Standard.Of<IdentificationShifted>(), 2),
        .. Enumerable.Repeat(Catalogue.Standard.Of<LegitimacySignalled>(), 2),
        .. Enumerable.Repeat(Catalogue.Standard.Of<BoundaryShifted>(), 2),
        Catalogue.Standard.Of<ConvenerJoined>(), Catalogue.Standard.Of<ConvenerLeft>(),
        Catalogue.Standard.Of<ParticipantJoined>(), Catalogue.Standard.Of<ParticipantLeft>(),
    ];

    static readonly Kind[] ByEvaluators = [.. Kinds.Where(kind => kind.IsByEvaluatorsToo)];

    readonly Allowing allowing;
    readonly List<Entry> entries = [];

    Stream(Allowing allowing) => this.allowing = allowing;

    /// <summary>What a stream may have in it.</summary>
    [Flags]
    public enum Allowing
    {
        Nothing = 0,
        Claims = 1,
        Reclassification = 2,

        /// <summary>Every entry occurs at an instant of its own, also when it is corrected.</summary>
        OnlyDistinctTimes = 4,
        Everything = Claims | Reclassification,
    }

    public IReadOnlyList<Entry> Entries => entries;

    public History History { get; private set; } = History.Empty(Slug);

    /// <summary>When the last step was tried.</summary>
    public Instant Now { get; private set; } = Begin;

    /// <summary>The stream that the steps make.</summary>
    public static Stream Of(Steps steps, Allowing allowing = Allowing.Everything)
    {
        var stream = new Stream(allowing);
        stream.Open(steps);
        foreach (var step in steps.All)
            stream.Try(step);
        return stream;
    }

    /// <summary>A history of these entries, in sequences of their own.</summary>
    public static History HistoryOf(IEnumerable<Entry> entries) => History.Empty(Slug).After([.. Resequenced(entries)]);

    public static IEnumerable<Entry> Resequenced(IEnumerable<Entry> entries) => entries.Select((entry, index) => entry with { Sequence = index + 1 });

    /// <summary>A draft of the kind that a step's gene tells, by somebody; null where there is nothing that it could refer to.</summary>
    public (Draft Draft, Recorder Recorder)? DraftOf(Step step, Visibility? by = null)
    {
        var random = new Random(step.Gene);
        Recorder recorder = by is { } clearance ? new($"somebody-{clearance}", clearance) : random.Next(10) switch
        {
            < 4 => new("ana", Visibility.Conveners),
            < 6 => new("ben", Visibility.Conveners),
            < 9 => new("tom", Visibility.Team),
            _ => new("eva", Visibility.Evaluators),
        };
        string? named = null;
        Kind kind;
        if (step.Place < Names.Count)
        {
            named = Names[step.Place].Key;
            if (by is null && recorder.Clearance == Visibility.Evaluators)
                recorder = new("ana", Visibility.Conveners);
            kind = Catalogue.Standard.Kinds.First(kind => kind.Names == Names[step.Place].Thing);
        }
        else
        {
            var kinds = recorder.Clearance == Visibility.Evaluators ? ByEvaluators : Kinds;
            kind = kinds[random.Next(kinds.Length)];
        }

        if (kind.Type == typeof(EntryReclassified) && !allowing.HasFlag(Allowing.Reclassification))
            return null;
        var data = kind.Type == typeof(EntryCorrected) ? Correction(step, random) : DataOf(kind, step, random, named);
        if (data is null || Invention.Read(kind, data.ToJsonString()).Data is not { } read)
            return null;
        return (new()
        {
            Endeavour = Slug,
            Kind = kind,
            Data = read,
            Id = IdOf(step),
            Ref = random.Next(4) == 0 ? $"step-{step.Place}" : null,
            OccurredAt = Edtf.Parse(DateOf(step, random)),
            Visibility = named is not null && random.Next(4) > 0 ? Visibility.Public
                : random.Next(3) == 0 ? null
                : (Visibility)random.Next((int)recorder.Clearance, 4),
            Modes = [.. Enum.GetValues<Mode>().Where(_ => random.Next(3) == 0)],
            Standpoint = random.Next(2) == 0 ? null : (Standpoint)random.Next(3),
            ToldBy = random.Next(named is null ? 8 : 24) == 0 ? Key([Thing.Element], [], random) : null,
            Mentions = random.Next(named is null ? 8 : 24) == 0 && Key([Thing.Element], [ElementKind.Person], random) is { } mentioned ? [mentioned] : [],
            Evidence = random.Next(5) == 0 && entries.Count > 0 ? [NameOf(entries[random.Next(entries.Count)], random)] : [],
            Note = random.Next(8) == 0 ? Words(random) : null,
            ClaimedRecordedAt = allowing.HasFlag(Allowing.Claims) && recorder.IsConvener && random.Next(6) == 0
                ? Begin.PlusMicroseconds(-random.NextInt64(Days(700)))
                : null,
        }, recorder);
    }

    /// <summary>The id that the entry of a step has.</summary>
    public static Guid IdOf(Step step) => new(step.Gene, (short)step.Place, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);

    static long Days(double days) => (long)(days * 86_400_000_000);

    void Open(Steps steps)
    {
        var random = new Random(steps.All.Length == 0 ? 0 : steps.All[^1].Gene);
        var draft = new Draft
        {
            Endeavour = Slug,
            Kind = Catalogue.Standard.Of<EndeavourOpened>(),
            Data = new EndeavourOpened("Water for Vessa", [Challenge.Conflict], Scale.Regional, null,
                random.Next(2) == 0 ? null : (Visibility)random.Next(4)),
            OccurredAt = Edtf.Parse("2020-06"),
            Visibility = (Visibility)(random.Next(6) is var drawn and < 4 ? drawn : 3),
            Id = Guid.Parse("00000000-0000-7000-8000-000000000001"),
        };
        Record(draft, new("ana", Visibility.Conveners), Guid.Empty);
    }

    void Try(Step step)
    {
        var pause = new Random(step.Gene + 1).Next(12);
        // Some come in the very same microsecond, or one after another.
        Now = Now.PlusMicroseconds(pause < 2 ? pause : Days(pause * 1.7));
        if (DraftOf(step) is var (draft, recorder))
            Record(draft, recorder, IdOf(step));
    }

    void Record(Draft draft, Recorder recorder, Guid id)
    {
        if (Recording.Decide(History.Registry, History, draft, recorder, id, Now) is not Decision.Accepted { Entry: var entry })
            return;
        History = History.After([entry]);
        entries.Add(entry);
    }

    JsonObject? DataOf(Kind kind, Step step, Random random, string? named) => new Invention(random, () => Words(random), shape => shape switch
    {
        NameShape naming => named ?? Key([naming.Thing], [], random),
        ReferenceShape reference => Key(reference.Things, reference.Elements, random),
        EntryReferenceShape reference => Entry(reference, random) is { } entry ? NameOf(entry, random) : null,
        _ => null,
    }, () => DateOf(step, random)).Data(kind.Members) is not { } json ? null : WithElement(json, named, random);

    // A person is mostly mapped as a person.
    static JsonObject WithElement(JsonObject json, string? named, Random random)
    {
        if (json["element"] is null || json["key"] is null && named is null)
            return json;
        json["key"] ??= named;
        var known = Names.FirstOrDefault(name => name.Key == json["key"]!.GetValue<string>());
        if (known.Element is { } element && random.Next(12) > 0)
            json["element"] = ValueNames.Of(element);
        return json;
    }

    JsonObject? Correction(Step step, Random random)
    {
        var corrected = entries.Where(entry => !entry.Kind.IsMeta).ToArray();
        if (corrected.Length == 0)
            return null;
        var target = corrected[random.Next(corrected.Length)];
        var json = new JsonObject { ["entry"] = NameOf(target, random), ["reason"] = Words(random) };
        if (random.Next(3) > 0)
            json["data"] = DataOf(target.Kind, step, random, target.Kind.KeyNamedBy(target.Data));
        if (json["data"] is null)
            json.Remove("data");
        if (random.Next(3) == 0)
            json["occurredAt"] = DateOf(step, random);
        if (random.Next(4) == 0)
            json["standpoint"] = ValueNames.Of((Standpoint)random.Next(3));
        if (random.Next(4) == 0)
            json["modes"] = new JsonArray(ValueNames.Of((Mode)random.Next(3)));
        if (random.Next(6) == 0)
            json["toldBy"] = Key([Thing.Element], [], random);
        if (random.Next(6) == 0)
            json["mentions"] = new JsonArray(Key([Thing.Element], [ElementKind.Person], random));
        if (random.Next(4) == 0)
            json["evidence"] = new JsonArray(NameOf(entries[random.Next(entries.Count)], random));
        if (random.Next(4) == 0)
            json["note"] = Words(random);
        return json;
    }

    static string? Key(Several<Thing> things, Several<ElementKind> elements, Random random)
    {
        var fitting = Names.Where(name => things.Contains(name.Thing) && (elements.Count == 0 || elements.Contains(name.Element!.Value))).ToArray();
        return fitting.Length == 0 ? null : fitting[random.Next(fitting.Length)].Key;
    }

    Entry? Entry(EntryReferenceShape reference, Random random)
    {
        var fitting = entries.Where(entry => reference.Kinds.Count == 0 || reference.Kinds.Contains(entry.Kind.Name)).ToArray();
        if (fitting.Length == 0)
            return null;
        // Meta entries are the fewest and the most telling to be about.
        var metas = fitting.Where(entry => entry.Kind.IsMeta).ToArray();
        return metas.Length > 0 && random.Next(3) == 0 ? metas[random.Next(metas.Length)] : fitting[random.Next(fitting.Length)];
    }

    static string NameOf(Entry entry, Random random) => entry.Ref is { } name && random.Next(2) == 0 ? name : entry.Id.ToString();

    static string Words(Random random) =>
        string.Join(' ', Enumerable.Range(0, 1 + random.Next(4)).Select(_ => "water for all the villages, 𝒘e said".Split(' ')[random.Next(7)]));

    string DateOf(Step step, Random random)
    {
        if (allowing.HasFlag(Allowing.OnlyDistinctTimes))
            return Instant.Parse("2020-01-01T00:00:00Z").PlusMicroseconds(Days(random.Next(1400)) + (step.Place * 1_000_000L)).ToString();
        var day = new DateTime(2020, 1, 1).AddDays(random.Next(1500));
        return random.Next(12) switch
        {
            0 => $"{day:yyyy}",
            1 => $"{day:yyyy}~",
            2 => $"{day:yyyy-MM}",
            3 => $"{day:yyyy-MM}?",
            4 => $"{day:yyyy}-2{random.Next(1, 5)}",
            5 => $"{day:yyyy-MM}/{day.AddMonths(2):yyyy-MM}",
            6 => $"{day:yyyy-MM-dd}T10:30:0{random.Next(3)}Z",
            // A few days on which much happens.
            7 or 8 => $"2022-03-0{random.Next(1, 4)}",
            _ => $"{day:yyyy-MM-dd}",
        };
    }
}
