using System.Collections.Immutable;
using ConveningLedger.Calls;
using ConveningLedger.Endeavours;
using ConveningLedger.Identity;
using ConveningLedger.Landscape;
using ConveningLedger.Meta;
using ConveningLedger.Value;

namespace ConveningLedger.Ledger;

/// <summary>
/// What has been named so far in one endeavour, and what else the rules of recording ask for. It is a fold over the whole stream
/// in the order of receiving, immutable, and keeps only the entries that rules depend on (those that name, join, revise a call or
/// change the status, and the meta entries about them), without their texts: it grows with the keys and how often they are named
/// again, not with all that is recorded.
/// </summary>
public sealed class Registry
{
    const string CommonCall = "";

    ImmutableDictionary<string, ImmutableList<Guid>> namings = ImmutableDictionary<string, ImmutableList<Guid>>.Empty;
    ImmutableDictionary<string, ImmutableList<Guid>> participants = ImmutableDictionary<string, ImmutableList<Guid>>.Empty;
    ImmutableDictionary<string, ImmutableList<Guid>> conveners = ImmutableDictionary<string, ImmutableList<Guid>>.Empty;
    ImmutableDictionary<string, ImmutableList<Guid>> calls = ImmutableDictionary<string, ImmutableList<Guid>>.Empty;
    ImmutableList<Guid> statuses = [];
    ImmutableDictionary<Guid, Kept> kept = ImmutableDictionary<Guid, Kept>.Empty;
    ImmutableDictionary<string, Guid> refs = ImmutableDictionary<string, Guid>.Empty;
    Guid? opening;

    // Worked out when it is first asked for: a convener never asks. Entries that amend nothing only add to it.
    ImmutableDictionary<Guid, Visibility>? tiers;

    /// <summary>The registry of an endeavour of which nothing is recorded.</summary>
    public static Registry Empty { get; } = new();

    /// <summary>The sequence of the last entry in it; 0 when there is none.</summary>
    public long Head { get; private init; }

    /// <summary>Whether the endeavour was opened.</summary>
    public bool IsOpened => opening is not null;

    /// <summary>When the last entry was received.</summary>
    public Instant LastReceivedAt { get; private init; } = Instant.MinValue;

    /// <summary>Whether this recorder may know that the endeavour exists.</summary>
    /// <param name="clearance">The recorder's circle.</param>
    public bool ExistsFor(Visibility clearance) => opening is { } id && IsVisible(id, clearance);

    /// <summary>The visibility of entries that name none, before what their kind says.</summary>
    public Visibility DefaultVisibility => opening is { } id && FactsOf(id).Default is { } visibility ? visibility : Visibility.Team;

    /// <summary>What <see cref="DefaultVisibility"/> is or was.</summary>
    internal IEnumerable<Visibility> DefaultVisibilities => opening is { } id
        ? kept[id].About.Select(meta => kept[meta].Facts).Where(facts => facts is { IsCorrection: true, HasData: true })
            .Prepend(kept[id].Facts).Select(facts => facts.Default ?? Visibility.Team)
        : [Visibility.Team];

    /// <summary>The registry after one more entry, the next of the stream.</summary>
    /// <param name="entry">The entry as first recorded.</param>
    public Registry After(Entry entry)
    {
        var next = new Registry
        {
            Head = entry.Sequence,
            LastReceivedAt = entry.ReceivedAt,
            namings = namings,
            participants = participants,
            conveners = conveners,
            calls = calls,
            statuses = statuses,
            kept = kept,
            refs = refs,
            opening = opening,
            tiers = tiers,
        };
        next.Take(entry);
        return next;
    }

    void Take(Entry entry)
    {
        var keep = true;
        switch (entry.Data)
        {
            case EndeavourOpened:
                opening ??= entry.Id;
                break;
            case EndeavourStatusChanged:
                statuses = statuses.Add(entry.Id);
                break;
            case ConvenerJoined joined:
                conveners = Add(conveners, joined.Convener, entry.Id);
                break;
            case ParticipantJoined joined:
                participants = Add(participants, joined.Participant, entry.Id);
                break;
            case ConveningCallRevised call:
                calls = Add(calls, call.Audience ?? CommonCall, entry.Id);
                break;
            case IAboutEntry about when TargetOf(about) is { } target:
                kept = kept.SetItem(target, kept[target] with { About = kept[target].About.Add(entry.Id) });
                FileCorrected(target, entry);
                break;
            default:
                keep = entry.Kind.Names is not null;
                break;
        }
        if (entry.Kind.KeyNamedBy(entry.Data) is { } key)
            namings = Add(namings, key, entry.Id);
        if (!keep)
            return;
        var added = new Kept(entry.Sequence, entry.Kind, entry.Visibility, Facts.Of(entry), entry.Data as IAboutEntry);
        kept = kept.SetItem(entry.Id, added);
        tiers = added.Facts.IsAmendment ? null : tiers?.SetItem(entry.Id, Narrowed(entry.Id, added, entry.Visibility, id => tiers[id]));
        if (entry.Ref is { } name)
            refs = refs.SetItem(name, entry.Id);
    }

    /// <summary>What a correction moves to another participant, convener or audience is found there too.</summary>
    void FileCorrected(Guid target, Entry entry)
    {
        if ((entry.Data as EntryCorrected)?.Data is not { Data: { } data } || Facts.SubjectOf(data) is not { } subject)
            return;
        switch (data)
        {
            case ConvenerJoined:
                conveners = Add(conveners, subject, target);
                break;
            case ParticipantJoined:
                participants = Add(participants, subject, target);
                break;
            case ConveningCallRevised:
                calls = Add(calls, subject, target);
                break;
        }
    }

    /// <summary>Whether a key is taken, seen or not.</summary>
    internal bool IsTaken(string key) => namings.ContainsKey(key);

    /// <summary>What a key names, for a viewer of this clearance; null where it is not known to them.</summary>
    internal Named? Find(string key, Visibility clearance)
    {
        if (!namings.TryGetValue(key, out var entries) || !IsVisible(entries[0], clearance))
            return null;
        // What was taken back no longer says what it is; a key whose every naming was taken back stays what it was said to be last.
        var latest = entries.FindLast(id => !IsRetracted(id) && IsVisible(id, clearance)) is var standing && standing != Guid.Empty
            ? standing
            : entries.FindLast(id => IsVisible(id, clearance));
        return new(key, kept[entries[0]].Kind.Names!.Value, FactsOf(latest).Element);
    }

    /// <summary>Every key, seen or not.</summary>
    internal IEnumerable<string> Keys => namings.Keys;

    internal bool HasJoined(string participant, Visibility clearance) => Any(participants, participant, clearance);

    internal bool HasJoinedAsConvener(string convener, Visibility clearance) => Any(conveners, convener, clearance);

    internal bool HasCall(string? audience, Visibility clearance) => Any(calls, audience ?? CommonCall, clearance);

    /// <summary>The revision of a call that holds, as this viewer may see it: the last of those that stand, in the order of a frame.</summary>
    internal (Guid Id, long Sequence)? NewestRevision(string? audience, Visibility clearance)
    {
        var key = audience ?? CommonCall;
        var newest = calls.GetValueOrDefault(key, [])
            .Where(id => !IsRetracted(id) && IsVisible(id, clearance) && FactsOf(id).Subject == key)
            .DefaultIfEmpty()
            .MaxBy(id => id == Guid.Empty ? default : (FactsOf(id).OccurredAt.Earliest, kept[id].Sequence));
        return newest == Guid.Empty ? null : (newest, kept[newest].Sequence);
    }

    /// <summary>The audience whose call an entry revises, as it is corrected; null where that is the common call.</summary>
    internal string? AudienceOf(Guid revision) => FactsOf(revision).Subject is { Length: > 0 } audience ? audience : null;

    /// <summary>Whether some story leads, over others, to itself.</summary>
    internal bool HasStoryCycle() => namings.Any(naming =>
        kept[naming.Value[0]].Kind.Names == Thing.ValueStory
        && naming.Value.Exists(id => !IsRetracted(id) && FactsOf(id).LeadsFrom.Any(earlier => StoryLeadsFrom(earlier, naming.Key, Visibility.Conveners))));

    /// <summary>Whether one story leads, over any number of others, from another one.</summary>
    internal bool StoryLeadsFrom(string story, string from, Visibility clearance)
    {
        // What was not told before, nothing can lead on from.
        if (!namings.ContainsKey(from))
            return false;
        var met = new HashSet<string>();
        var open = new Stack<string>([story]);
        while (open.TryPop(out var next))
        {
            if (next == from)
                return true;
            if (!met.Add(next) || !namings.TryGetValue(next, out var entries))
                continue;
            foreach (var id in entries)
            {
                if (!IsRetracted(id) && IsVisible(id, clearance))
                {
                    foreach (var earlier in FactsOf(id).LeadsFrom)
                        open.Push(earlier);
                }
            }
        }
        return false;
    }

    /// <summary>Whether the endeavour was closed at an instant, as this viewer may see it.</summary>
    internal bool IsClosedAt(Instant instant, Visibility clearance)
    {
        var last = statuses
            .Where(id => !IsRetracted(id) && IsVisible(id, clearance))
            .Select(id => (Facts: FactsOf(id), kept[id].Sequence))
            .Where(change => change.Facts.OccurredAt.Earliest <= instant)
            .OrderBy(change => change.Facts.OccurredAt.Earliest).ThenBy(change => change.Sequence)
            .LastOrDefault();
        return last.Facts?.Status == EndeavourStatus.Closed;
    }

    /// <summary>The tier that a key gives to what refers to it: that of the entry that first named it.</summary>
    internal Visibility TierOfKey(string key) =>
        namings.TryGetValue(key, out var entries) ? TierOf(entries[0]) : Visibility.Public;

    static ImmutableDictionary<string, ImmutableList<Guid>> Add(ImmutableDictionary<string, ImmutableList<Guid>> lists, string key, Guid id) =>
        lists.SetItem(key, lists.GetValueOrDefault(key, []).Add(id));

    bool Any(ImmutableDictionary<string, ImmutableList<Guid>> lists, string key, Visibility clearance) =>
        lists.TryGetValue(key, out var entries) && entries.Exists(id => FactsOf(id).Subject == key && IsVisible(id, clearance));

    Guid? TargetOf(IAboutEntry about) =>
        Guid.TryParse(about.Entry, out var id) ? kept.ContainsKey(id) ? id : null
        : refs.TryGetValue(about.Entry, out var named) ? named : null;

    // Conveners see everything: no tier has to be worked out for them.
    bool IsVisible(Guid id, Visibility clearance) => clearance == Visibility.Conveners || TierOf(id).Admits(clearance);

    Visibility TierOf(Guid id) => (tiers ??= AllTiers())[id];

    /// <summary>The tiers of all that is kept, narrowed until nothing narrows any more; the passes follow the order of recording.</summary>
    ImmutableDictionary<Guid, Visibility> AllTiers()
    {
        var inOrder = kept.OrderBy(pair => pair.Value.Sequence).ToArray();
        var known = inOrder.ToDictionary(pair => pair.Key, pair => pair.Value.Facts.IsAmendment ? Visibility.Public : OwnVisibilityOf(pair.Value));
        bool narrowed;
        do
        {
            narrowed = false;
            foreach (var (id, entry) in inOrder)
            {
                var tier = Narrowed(id, entry, known[id], key => known[key]);
                narrowed |= tier != known[id];
                known[id] = tier;
            }
        }
        while (narrowed);
        return known.ToImmutableDictionary();
    }

    Visibility Narrowed(Guid id, Kept entry, Visibility tier, Func<Guid, Visibility> tierOf)
    {
        if (entry.Target is { } about && TargetOf(about) is { } target)
            tier = Visibilities.NarrowerOf(tier, tierOf(target));
        foreach (var key in KeysOf(entry))
        {
            if (namings.TryGetValue(key, out var entries) && entries[0] != id)
                tier = Visibilities.NarrowerOf(tier, tierOf(entries[0]));
        }
        return tier;
    }

    Visibility OwnVisibilityOf(Kept entry) =>
        entry.About.FindLast(meta => kept[meta].Facts.Reclassified is not null && !IsRetracted(meta)) is var latest && latest != Guid.Empty
            ? kept[latest].Facts.Reclassified!.Value
            : entry.Visibility;

    // What a standing correction, retraction or reclassification refers to counts too: it has its target's tier.
    IEnumerable<string> KeysOf(Kept entry) =>
        entry.Facts.Keys.Concat(entry.About.Where(meta => kept[meta].Facts.IsAmendment && !IsRetracted(meta)).SelectMany(meta => kept[meta].Facts.Keys));

    bool IsRetracted(Guid id) => kept[id].About.Exists(meta => kept[meta].Facts.IsRetraction && !IsRetracted(meta));

    /// <summary>The facts of an entry with what its corrections say in their place.</summary>
    Facts FactsOf(Guid id)
    {
        var entry = kept[id];
        var facts = entry.Facts;
        foreach (var meta in entry.About)
        {
            if (kept[meta].Facts is { IsCorrection: true } correction && !IsRetracted(meta))
                facts = facts.CorrectedBy(correction);
        }
        return facts;
    }

    /// <summary>An entry that rules depend on, without its texts.</summary>
    sealed record Kept(long Sequence, Kind Kind, Visibility Visibility, Facts Facts, IAboutEntry? Target)
    {
        public ImmutableList<Guid> About { get; init; } = [];
    }

    /// <summary>What the rules ask of an entry.</summary>
    sealed record Facts
    {
        public required Edtf OccurredAt { get; init; }
        public required Several<string> Keys { get; init; }
        public ElementKind? Element { get; init; }
        public EndeavourStatus? Status { get; init; }
        public Visibility? Default { get; init; }
        public Visibility? Reclassified { get; init; }
        public Several<string> LeadsFrom { get; init; } = Several<string>.None;
        public string? Subject { get; init; }
        public bool IsRetraction { get; init; }
        public bool IsCorrection { get; init; }
        public bool IsAmendment => IsCorrection || IsRetraction || Reclassified is not null;
        public bool HasData { get; init; } = true;
        public bool HasOccurredAt { get; init; } = true;

        public static Facts Of(Entry entry)
        {
            var correction = entry.Data as EntryCorrected;
            var content = correction is null ? entry.Data : correction.Data?.Data;
            return new()
            {
                OccurredAt = correction?.OccurredAt ?? entry.OccurredAt,
                HasOccurredAt = correction is null || correction.OccurredAt is not null,
                HasData = content is not null,
                IsCorrection = correction is not null,
                Keys = Tiers.KeysOf(entry),
                Element = (content as ElementMapped)?.Element,
                Status = (content as EndeavourStatusChanged)?.Status,
                Default = (content as EndeavourOpened)?.DefaultVisibility,
                LeadsFrom = (content as ValueStoryTold)?.LeadsFrom ?? Several<string>.None,
                Subject = SubjectOf(content),
                IsRetraction = entry.Data is EntryRetracted,
                Reclassified = (entry.Data as EntryReclassified)?.Visibility,
            };
        }

        /// <summary>Who joined, or whose call it is: what an entry is filed under.</summary>
        public static string? SubjectOf(EntryData? content) => content switch
        {
            ConvenerJoined joined => joined.Convener,
            ParticipantJoined joined => joined.Participant,
            ConveningCallRevised call => call.Audience ?? CommonCall,
            _ => null,
        };

        public Facts CorrectedBy(Facts correction) => (correction.HasData
            ? this with
            {
                Element = correction.Element,
                Status = correction.Status,
                Default = correction.Default,
                LeadsFrom = correction.LeadsFrom,
                Subject = correction.Subject,
            }
            : this) with { OccurredAt = correction.HasOccurredAt ? correction.OccurredAt : OccurredAt };
    }
}

/// <summary>What a key names.</summary>
/// <param name="Key">The key.</param>
/// <param name="Thing">What it names.</param>
/// <param name="Element">What the element is, where it names one.</param>
sealed record Named(string Key, Thing Thing, ElementKind? Element);
