using System.Collections.Immutable;
using System.Text.Json;
using ConveningLedger.Endeavours;
using ConveningLedger.Evaluation;
using ConveningLedger.Landscape;
using ConveningLedger.Meta;

namespace ConveningLedger.Ledger;

/// <summary>Finds entries that are recorded so far.</summary>
public interface IRecorded
{
    /// <summary>The entry of this id, as first recorded; null where there is none.</summary>
    /// <param name="id">The id.</param>
    Entry? Find(Guid id);

    /// <summary>The entry of this ref, as first recorded; null where there is none.</summary>
    /// <param name="name">The ref.</param>
    Entry? Find(string name);

    /// <summary>The narrowest circle that an entry belongs to, today.</summary>
    /// <param name="entry">The entry.</param>
    Visibility TierOf(Entry entry);

    /// <summary>The paths of the members that were destroyed of an entry of this id, whether it is recorded or not: a backup may lack it.</summary>
    /// <param name="id">The id.</param>
    Several<string> LostBy(Guid id);
}

/// <summary>What came of a draft.</summary>
public abstract record Decision
{
    Decision()
    {
    }

    /// <summary>It is to be appended, as this entry.</summary>
    /// <param name="Entry">The entry, with its place and times.</param>
    public sealed record Accepted(Entry Entry) : Decision;

    /// <summary>It is recorded already, as this entry.</summary>
    /// <param name="Entry">The entry.</param>
    public sealed record Repeated(Entry Entry) : Decision;

    /// <summary>It is refused.</summary>
    /// <param name="Refusals">Why; at least one.</param>
    public sealed record Refused(Several<Refusal> Refusals) : Decision;
}

/// <summary>What a rule may ask: all of it is what the recorder may see of what is recorded so far.</summary>
public sealed class RuleContext
{
    readonly Registry registry;
    readonly IRecorded recorded;
    readonly Visibility clearance;

    internal RuleContext(Registry registry, IRecorded recorded, Visibility clearance, bool isCorrection) =>
        (this.registry, this.recorded, this.clearance, IsCorrection) = (registry, recorded, clearance, isCorrection);

    /// <summary>Whether the data stands in the place of data recorded before.</summary>
    public bool IsCorrection { get; }

    /// <summary>The entry of this id or ref, or null.</summary>
    /// <param name="idOrRef">The id or ref.</param>
    public Entry? Find(string idOrRef)
    {
        var entry = Guid.TryParseExact(idOrRef, "D", out var id) ? recorded.Find(id) : recorded.Find(idOrRef);
        return entry is not null && recorded.TierOf(entry).Admits(clearance) ? entry : null;
    }

    /// <summary>Whether somebody joined as a participant.</summary>
    /// <param name="participant">The key.</param>
    public bool HasJoined(string participant) => registry.HasJoined(participant, clearance);

    /// <summary>Whether somebody joined as a convener.</summary>
    /// <param name="convener">The key.</param>
    public bool HasJoinedAsConvener(string convener) => registry.HasJoinedAsConvener(convener, clearance);

    /// <summary>The newest standing revision of a call, by its id and sequence; null where there is none.</summary>
    /// <param name="audience">The audience; null: the common call.</param>
    public (Guid Id, long Sequence)? NewestRevision(string? audience) => registry.NewestRevision(audience, clearance);

    /// <summary>The audience whose call an entry revises, as it is corrected; null: the common call.</summary>
    /// <param name="revision">A revision of a call.</param>
    public string? AudienceOf(Entry revision) => registry.AudienceOf(revision.Id);

    /// <summary>Refuses what is about a call that was never made.</summary>
    /// <param name="audience">The audience; null: the common call.</param>
    public IEnumerable<Refusal> NeedsCall(string? audience)
    {
        if (!registry.HasCall(audience, clearance))
        {
            yield return Refusal.NeedsEarlier(audience is null ? "kind" : "data.audience",
                audience is null ? "There is no common call yet." : $"There is no call for '{audience}' yet.",
                "a ConveningCallRevised of that audience recorded before");
        }
    }

    /// <summary>Whether one story leads, over any number of others, from another one.</summary>
    /// <param name="story">The one.</param>
    /// <param name="from">The other.</param>
    public bool StoryLeadsFrom(string story, string from) => registry.StoryLeadsFrom(story, from, clearance);
}

/// <summary>Decides whether a draft becomes an entry. Pure: no clock, no ids made that do not come in, no session.</summary>
public static class Recording
{
    /// <summary>Decides on one draft.</summary>
    /// <param name="registry">What has been named so far.</param>
    /// <param name="recorded">The entries so far.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="recorder">Who asks.</param>
    /// <param name="newId">The id of the entry where the draft brings none.</param>
    /// <param name="now">When it is received; not before anything received so far.</param>
    public static Decision Decide(Registry registry, IRecorded recorded, Draft draft, Recorder recorder, Guid newId, Instant now)
    {
        if (draft.Data is EndeavourOpened && !MayRecord(draft.Kind, recorder))
            return Refused(NotRecordedBy(draft.Kind, recorder));
        if (!registry.ExistsFor(recorder.Clearance) && (registry.IsOpened || draft.Data is not EndeavourOpened))
            return Refused(registry.IsOpened && draft.Data is EndeavourOpened ? AlreadyOpened(draft) : UnknownEndeavour(draft.Endeavour));

        var context = new RuleContext(registry, recorded, recorder.Clearance, isCorrection: false);
        var (completed, unread) = ReadReplacement(draft, context);
        var visibility = draft.Visibility ?? DefaultVisibility(registry, draft, recorder);
        if (draft.Id is { } given && recorded.Find(given) is { } existing)
        {
            var isSame = HasSameContent(existing, completed)
                && (existing.Visibility == visibility || MayHaveBeenDefault(registry, draft, recorder, existing.Visibility));
            return isSame && recorded.TierOf(existing).Admits(recorder.Clearance)
                ? new Decision.Repeated(existing)
                : Refused(new Refusal(RefusalCode.IdTaken, "id", "It belongs to another entry of this endeavour.",
                    "a new UUID, or none; the same id again with the very same content"));
        }

        // Those who may not record it are told no more than that: not what is taken, and not what there is.
        if (!MayRecord(draft.Kind, recorder))
            return Refused(NotRecordedBy(draft.Kind, recorder));
        var id = draft.Id ?? newId;
        completed = completed with { Data = WithKey(registry, completed, id, recorder) };
        var recordedAt = draft.ClaimedRecordedAt ?? now;
        Refusal[] refusals =
        [
            .. unread,
            .. CheckEnvelope(registry, recorded, completed, recorder, visibility, recordedAt, now),
            .. CheckKeys(registry, recorder, context, completed),
            .. CheckTimes(registry, completed.Kind, completed.OccurredAt, recordedAt, recorder, "occurredAt"),
            .. completed.Data is IAboutEntry about ? CheckAbout(registry, recorded, completed, about, recorder, context, recordedAt) : [],
            .. completed.Data.Check(context),
        ];
        if (refusals.Length > 0)
            return new Decision.Refused(Several.Of<Refusal>(refusals));
        var entry = new Entry
        {
            Id = id,
            Ref = draft.Ref,
            Endeavour = draft.Endeavour,
            Sequence = registry.Head + 1,
            Kind = draft.Kind,
            Data = completed.Data,
            OccurredAt = draft.OccurredAt,
            ReceivedAt = now,
            RecordedAt = recordedAt,
            RecordedBy = draft.ClaimedRecordedBy ?? recorder.Subject,
            Visibility = visibility,
            Modes = draft.Modes,
            Standpoint = draft.Standpoint,
            ToldBy = draft.ToldBy,
            Mentions = draft.Mentions,
            Evidence = draft.Evidence,
            Note = draft.Note,
            Erased = draft.Erased,
        };
        // What was destroyed of it does not come back with it.
        if (recorded.LostBy(id) is { Count: > 0 } lost && PersonalData.ErasableIn(entry).Intersect(lost).ToArray() is { Length: > 0 } brought)
            entry = Erased.From(entry, brought);
        // What is brought back by taking back what took it away may meet what was told meanwhile.
        return entry.Data is EntryRetracted retracted && context.Find(retracted.Entry) is { Kind.IsMeta: true } && registry.After(entry).HasStoryCycle()
            ? Refused(new Refusal(RefusalCode.StoryCycle, "data.entry", "A story would come back that leads, over others, to itself.",
                "a retraction, once the stories told since lead elsewhere"))
            : new Decision.Accepted(entry);
    }

    /// <summary>
    /// The visibility of a draft that names none: the endeavour's default, or the conveners only for what is sensitive by its kind
    /// or says something of a person who did not say it; or the recorder's own circle where that is wider.
    /// </summary>
    /// <param name="registry">What has been named so far.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="recorder">Who asks.</param>
    public static Visibility DefaultVisibility(Registry registry, Draft draft, Recorder recorder)
    {
        var opened = draft.Data as EndeavourOpened;
        var usual = opened is null ? registry.DefaultVisibility : opened.DefaultVisibility ?? Visibility.Team;
        var narrow = draft.Kind.IsNarrow
            || (draft.Standpoint != Standpoint.Self
                && draft.Data.SpeaksOf.Any(key => registry.Find(key, recorder.Clearance)?.Element == ElementKind.Person));
        return Visibilities.WiderOf(narrow ? Visibility.Conveners : usual, recorder.Clearance);
    }

    /// <summary>The refusal of what is about an endeavour that is not known to the one who asks.</summary>
    /// <param name="endeavour">The slug as it was given.</param>
    /// <param name="known">The slugs that they may know.</param>
    public static Refusal UnknownEndeavour(string endeavour, IEnumerable<string>? known = null) =>
        new(RefusalCode.UnknownEndeavour, "endeavour", $"There is no endeavour '{endeavour}'.",
            "the slug of an endeavour; a new one begins with EndeavourOpened")
        { Nearest = NearestNames.To(endeavour, known ?? []) };

    static Decision.Refused Refused(Refusal refusal) => new([refusal]);

    static bool MayRecord(Kind kind, Recorder recorder) =>
        recorder.Clearance != Visibility.Public && (recorder.Clearance != Visibility.Evaluators || kind.IsByEvaluatorsToo);

    static Refusal NotRecordedBy(Kind kind, Recorder recorder) =>
        new(RefusalCode.NotAllowed, "kind", $"{kind} is not recorded by {ValueNames.Of(recorder.Clearance)}.",
            recorder.Clearance == Visibility.Public
                ? "nothing: this circle reads"
                : "entries of the Evaluation family, annotations, contests, field notes, and corrections and retractions of their own");

    /// <summary>The refusal of a second opening.</summary>
    /// <param name="draft">The draft that opens.</param>
    public static Refusal AlreadyOpened(Draft draft) => new(RefusalCode.AlreadyOpened, "endeavour", $"'{draft.Endeavour}' is taken.",
        "another slug; EndeavourOpened is always the first entry of an endeavour, and the only one of its kind");

    static (Draft Draft, IEnumerable<Refusal> Unread) ReadReplacement(Draft draft, RuleContext context)
    {
        if (draft.Data is not EntryCorrected { Data.Json: { } json } correction || context.Find(correction.Entry) is not { } target)
            return (draft, []);
        if (correction.Data.Said is { } said && said != target.Kind.Name)
        {
            return (draft, [new(RefusalCode.WrongEntry, "data.data", $"It is the data of a {said}, and the entry is a {target.Kind}.",
                $"the data of a {target.Kind}")]);
        }
        var reading = new Reading { Erased = draft.Erased.ToHashSet(StringComparer.Ordinal) };
        using var document = JsonDocument.Parse(json, CanonicalJson.Reading);
        if (correction.Data.Version is { } version && version > target.Kind.Version)
            return (draft, [new(RefusalCode.OutOfRange, "version", $"There is no such version of the data of a {target.Kind} here.", $"a whole number from 1 to {target.Kind.Version}")]);
        if (EntryJson.ReadReplaced(document.RootElement, target.Kind, reading, correction.Data.Version) is not { } data)
            return (draft, reading.Refusals);
        // A key that is left out is the key it has.
        if (target.Kind.KeyNamedBy(target.Data) is { } key)
            data = Keyed(data, key);
        return (draft with { Data = correction with { Data = Replacement.Of(target.Kind, data) } }, []);
    }

    static EntryData WithKey(Registry registry, Draft draft, Guid id, Recorder recorder)
    {
        if (draft.Data is not ElementMapped { Key: null } element)
            return draft.Data;
        var readable = element.Element == ElementKind.Person ? null : Slug.FromName(element.Name);
        // Only conveners see all keys; to others a plain one would tell by its absence that it is taken.
        if (readable is not null && recorder.IsConvener && !registry.IsTaken(readable))
            return Keyed(element, readable);
        for (var length = 6; ; length++)
        {
            var prefix = element.Element == ElementKind.Person || readable is null
                ? $"{char.ToLowerInvariant(element.Element.ToString()[0])}-"
                : $"{readable[..Math.Min(readable.Length, 32)].TrimEnd('-')}-";
            var key = Slug.Opaque(prefix, id, length);
            if (!registry.IsTaken(key))
                return Keyed(element, key);
        }
    }

    // With a key that was not given it is no more what was given in a former shape.
    static EntryData Keyed(EntryData data, string key) => data.Keyed(key) is var keyed && ReferenceEquals(keyed, data) ? data : keyed with { Former = null };

    // What a draft without a visibility got when it was recorded need not be what it would get now: people are told apart from groups,
    // and the endeavour's default is corrected. Asked again it must still be the same entry.
    static bool MayHaveBeenDefault(Registry registry, Draft draft, Recorder recorder, Visibility visibility)
    {
        if (draft.Visibility is not null)
            return false;
        var once = draft.Kind.IsNarrow ? [] : registry.DefaultVisibilities;
        if (draft.Kind.IsNarrow || (draft.Standpoint != Standpoint.Self && draft.Data.SpeaksOf.Any()))
            once = once.Append(Visibility.Conveners);
        return once.Any(usual => Visibilities.WiderOf(usual, recorder.Clearance) == visibility);
    }

    static bool HasSameContent(Entry entry, Draft draft)
    {
        if (entry.Erased.Count > 0)
            draft = WithoutErased(draft, entry.Erased);
        var data = entry.Kind.KeyNamedBy(entry.Data) is { } key ? draft.Data.Keyed(key) : draft.Data;
        return entry.Kind == draft.Kind
            && entry.Ref == draft.Ref
            && entry.OccurredAt == draft.OccurredAt
            && entry.Modes.Equals(draft.Modes)
            && entry.Standpoint == draft.Standpoint
            && entry.ToldBy == draft.ToldBy
            && entry.Mentions.Equals(draft.Mentions)
            && entry.Evidence.Equals(draft.Evidence)
            && entry.Note == draft.Note
            && entry.Erased.Equals(draft.Erased)
            && (entry.Data.Equals(data)
                || CanonicalLine.DataWithDefaults(entry.Kind, entry.Data).SequenceEqual(CanonicalLine.DataWithDefaults(draft.Kind, data)));
    }

    // Nobody can tell any more whether what was destroyed is the same; what is brought again is not brought back by it.
    static Draft WithoutErased(Draft draft, Several<string> paths)
    {
        var without = Erased.From(new Entry
        {
            Id = default,
            Endeavour = draft.Endeavour,
            Sequence = 0,
            Kind = draft.Kind,
            Data = draft.Data,
            OccurredAt = draft.OccurredAt,
            ReceivedAt = default,
            RecordedAt = default,
            RecordedBy = "",
            Visibility = default,
            Evidence = draft.Evidence,
            Note = draft.Note,
            Erased = draft.Erased,
        }, paths);
        return draft with { Data = without.Data, Evidence = without.Evidence, Note = without.Note, Erased = without.Erased };
    }

    static IEnumerable<Refusal> CheckEnvelope(
        Registry registry, IRecorded recorded, Draft draft, Recorder recorder, Visibility visibility, Instant recordedAt, Instant now)
    {
        if (registry.IsOpened && draft.Data is EndeavourOpened)
            yield return AlreadyOpened(draft);
        if (visibility < recorder.Clearance)
        {
            yield return new(RefusalCode.VisibilityTooNarrow, "visibility", "It is narrower than what its recorder can read.",
                $"one of {string.Join(", ", ValueNames.Of(typeof(Visibility)).All.Skip((int)recorder.Clearance))}");
        }
        if (!recorder.IsConvener && (draft.ClaimedRecordedAt is not null || draft.ClaimedRecordedBy is not null))
        {
            yield return new(RefusalCode.NotAllowed, draft.ClaimedRecordedAt is not null ? "recordedAt" : "recordedBy",
                "Only a convener's import may say when and by whom an entry was recorded.", "an entry without it");
        }
        if (recordedAt > now)
        {
            yield return new(RefusalCode.RecordedAfterReceived, "recordedAt", "It is later than now, when the entry is received.",
                $"an instant up to {now}");
        }
        if (draft.Ref is { } name)
        {
            if (Guid.TryParse(name, out _))
                yield return new(RefusalCode.NotASlug, "ref", "It reads like an id.", "a slug that is not a UUID");
            else if (recorded.Find(name) is not null)
                yield return new(RefusalCode.RefTaken, "ref", "It belongs to another entry of this endeavour.", "another slug, or none");
        }
    }

    static IEnumerable<Refusal> CheckKeys(Registry registry, Recorder recorder, RuleContext context, Draft draft)
    {
        var keys = draft.Kind.KeysIn(draft.Data);
        if (draft.ToldBy is { } teller)
            keys = keys.Append(("toldBy", EnvelopeShapes.ToldBy, teller));
        keys = keys.Concat(draft.Mentions.Select((key, index) => ($"mentions[{index}]", EnvelopeShapes.Mention, key)));
        // A meta entry's target has its own rules.
        var target = draft.Data is IAboutEntry ? "data.entry" : null;
        foreach (var (path, shape, key) in keys)
        {
            var refusal = shape switch
            {
                _ when path == target => null,
                NameShape naming => CheckNaming(registry, recorder, naming, path, key),
                ReferenceShape reference => CheckReference(registry, recorder, reference, path, key),
                EntryReferenceShape reference => CheckEntryReference(context, reference, path, key),
                _ => null,
            };
            if (refusal is not null)
                yield return refusal;
        }
    }

    static Refusal? CheckNaming(Registry registry, Recorder recorder, NameShape naming, string path, string key) =>
        !registry.IsTaken(key) || registry.Find(key, recorder.Clearance)?.Thing == naming.Thing
            ? null
            : new(RefusalCode.KeyTaken, path, $"'{key}' is taken.", "another key");

    static Refusal? CheckReference(Registry registry, Recorder recorder, ReferenceShape reference, string path, string key)
    {
        var named = registry.Find(key, recorder.Clearance);
        if (named is not null && IsWanted(named, reference))
            return null;
        Several<string> Near() => NearestNames.To(key, registry.Keys,
            other => registry.Find(other, recorder.Clearance) is { } known && IsWanted(known, reference));
        return named is null
            ? new(RefusalCode.UnknownKey, path, $"Nothing was named '{key}'.", reference.Accepted) { Nearest = Near() }
            : new(RefusalCode.WrongKey, path, $"'{key}' is {Article.Before(ValueNames.Of(named.Thing))}{(named.Element is { } element ? $" ({ValueNames.Of(element)})" : "")}.",
                reference.Accepted) { Nearest = Near() };
    }

    static bool IsWanted(Named named, ReferenceShape reference) =>
        reference.Things.Contains(named.Thing)
        && (reference.Elements.Count == 0 || (named.Element is { } element && reference.Elements.Contains(element)));

    static Refusal? CheckEntryReference(RuleContext context, EntryReferenceShape reference, string path, string idOrRef)
    {
        if (context.Find(idOrRef) is not { } entry)
            return new(RefusalCode.UnknownEntry, path, $"There is no entry '{idOrRef}'.", reference.Accepted);
        return reference.Kinds.Count == 0 || reference.Kinds.Contains(entry.Kind.Name)
            ? null
            : new(RefusalCode.WrongEntry, path, $"'{idOrRef}' is {Article.Before(entry.Kind.Name)}.", reference.Accepted);
    }

    static IEnumerable<Refusal> CheckTimes(
        Registry registry, Kind kind, Edtf occurredAt, Instant recordedAt, Recorder recorder, string field)
    {
        if (occurredAt.Earliest > recordedAt && kind.Type != typeof(MomentMarked))
        {
            yield return new(RefusalCode.OccurredAfterRecorded, field, $"It begins after it was recorded ({recordedAt}).",
                $"a date that begins by {recordedAt}");
        }
        if (!kind.IsMeta && kind.Family != Family.Evaluation && kind.Type != typeof(EndeavourStatusChanged)
            && registry.IsClosedAt(occurredAt.Earliest, recorder.Clearance))
        {
            yield return new(RefusalCode.EndeavourClosed, field, "The endeavour was closed then.",
                "a date before the closing or after it was taken up again; evaluation and entries about entries at any time");
        }
    }

    static IEnumerable<Refusal> CheckAbout(
        Registry registry, IRecorded recorded, Draft draft, IAboutEntry about, Recorder recorder, RuleContext context, Instant recordedAt)
    {
        if (context.Find(about.Entry) is not { } target)
        {
            yield return new(RefusalCode.UnknownEntry, "data.entry", $"There is no entry '{about.Entry}'.", "the id or ref of an entry recorded before");
            yield break;
        }
        if (target.Kind.IsMeta && about is not EntryRetracted)
        {
            yield return new(RefusalCode.WrongEntry, "data.entry", $"It is {Article.Before(target.Kind.Name)}: an entry about another entry.",
                "an entry that is not itself about an entry; such a one can be retracted");
        }
        var author = draft.ClaimedRecordedBy ?? recorder.Subject;
        if (about is EntryRetracted or EntryCorrected && !recorder.IsConvener && target.RecordedBy != author)
        {
            yield return new(RefusalCode.NotAllowed, "data.entry", "Somebody else recorded it.",
                "an entry of one's own, or any entry where a convener asks; everybody may contest it");
        }
        switch (about)
        {
            case EntryRetracted when target.Data is EndeavourOpened:
                yield return new(RefusalCode.WrongEntry, "data.entry", "The opening of an endeavour cannot be taken back.", "any other entry");
                break;
            case EntryRetracted when !recorder.IsConvener && EndsInReclassification(target, context):
                yield return new(RefusalCode.NotAllowed, "data.entry", "Only conveners change who may see an entry.", "a request to a convener");
                break;
            case EntryReclassified when !recorder.IsConvener:
                yield return new(RefusalCode.NotAllowed, "kind", "Only conveners change who may see an entry.", "a request to a convener");
                break;
            case EntryCorrected correction:
                foreach (var refusal in CheckCorrection(registry, recorded, correction, target, recorder, recordedAt))
                    yield return refusal;
                break;
        }
    }

    static bool EndsInReclassification(Entry entry, RuleContext context)
    {
        while (entry.Data is EntryRetracted retraction && context.Find(retraction.Entry) is { } retracted)
            entry = retracted;
        return entry.Data is EntryReclassified;
    }

    static IEnumerable<Refusal> CheckCorrection(
        Registry registry, IRecorded recorded, EntryCorrected correction, Entry target, Recorder recorder, Instant recordedAt)
    {
        if (correction is { Data: null, OccurredAt: null, Modes: null, Standpoint: null, ToldBy: null, Mentions: null, Evidence: null, Note: null })
        {
            yield return Refusal.Missing("data", "It corrects nothing.",
                "one or more of data, occurredAt, modes, standpoint, toldBy, mentions, evidence, note");
        }
        if (correction.OccurredAt is { } occurredAt)
        {
            foreach (var refusal in CheckTimes(registry, target.Kind, occurredAt, Earlier(target.RecordedAt, recordedAt), recorder, "data.occurredAt"))
                yield return refusal;
        }
        if (correction.Data?.Data is not { } data)
            yield break;
        if (target.Kind.KeyNamedBy(data) != target.Kind.KeyNamedBy(target.Data))
        {
            yield return new(RefusalCode.NotCorrectable, "data.data.key", "A correction does not change the key that an entry names.",
                $"'{target.Kind.KeyNamedBy(target.Data)}'");
        }
        foreach (var refusal in data.Check(new(registry, recorded, recorder.Clearance, isCorrection: true)))
            yield return refusal with { Field = $"data.{refusal.Field}" };
    }

    static Instant Earlier(Instant one, Instant other) => one < other ? one : other;
}
