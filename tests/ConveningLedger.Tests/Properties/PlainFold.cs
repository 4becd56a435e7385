using System.Collections;
using System.Reflection;

namespace ConveningLedger.Tests.Properties;

/// <summary>
/// What section 2 of the domain says a frame is, written down as plainly as it is said there and as slowly as that is: everything is
/// worked out anew for every question, and nothing of the ledger's own code is used but the entries.
/// </summary>
public sealed class PlainFold
{
    readonly Entry[] stream;

    /// <summary>Over a stream as first recorded.</summary>
    public PlainFold(IEnumerable<Entry> stream) => this.stream = [.. stream];

    /// <summary>The narrowest of an entry's latest visibility and of the tiers of the entries that first named the keys it refers to.</summary>
    public Visibility TierOf(Entry entry) => TierOf(entry, stream);

    /// <summary>The effective entries of a frame, in order.</summary>
    public List<Entry> Effective(Instant at, Instant knownAt, Visibility clearance)
    {
        var visible = stream.Where(entry => TierOf(entry) >= clearance).ToArray();
        var known = visible.Where(entry => entry.RecordedAt <= knownAt).ToArray();
        var effective = new List<Entry>();
        foreach (var entry in known.Where(entry => !entry.Kind.IsMeta && !IsRetracted(entry, known)))
        {
            var applied = CorrectionsOf(entry, known);
            // What is superseded by now is shown only to those who were admitted while it stood, and when it was superseded.
            var standing = CorrectionsOf(entry, visible);
            var changed = applied.Except(standing).Concat(standing.Except(applied));
            if (changed.Select(correction => FirstUnknown(correction, visible, known)!)
                .Any(superseding => TierOf(entry, UpTo(superseding, visible)) < clearance || TierOf(entry, [.. UpTo(superseding, visible).SkipLast(1)]) < clearance))
            {
                continue;
            }
            effective.Add(Corrected(entry, applied));
        }
        return [.. effective
            .Where(entry => entry.OccurredAt.Earliest <= at)
            .OrderBy(entry => entry.OccurredAt.Earliest).ThenBy(entry => entry.Sequence)];
    }

    /// <summary>Standing corrections of an entry among those of a set, in sequence.</summary>
    public static Entry[] CorrectionsOf(Entry entry, Entry[] among) =>
        [.. among.Where(meta => meta.Data is EntryCorrected correction && IsAbout(correction, entry) && !IsRetracted(meta, among))];

    /// <summary>Lag by nearest rank, and hindsight.</summary>
    public static Lateness LatenessOf(IReadOnlyList<Entry> effective, Instant at)
    {
        var lags = effective.Select(entry => entry.RecordedAt > entry.OccurredAt.Latest ? entry.RecordedAt.Since(entry.OccurredAt.Latest) : TimeSpan.Zero)
            .Order().ToArray();
        TimeSpan? Rank(double percent) => lags.Length == 0 ? null : lags[(int)Math.Ceiling(Math.Round(lags.Length * percent, 6)) - 1];
        return new(Rank(0.5), Rank(0.9), Rank(1), effective.Count(entry => entry.RecordedAt > at),
            effective.Count(entry => entry.RecordedAt != entry.ReceivedAt), lags.Length);
    }

    /// <summary>The keys that an entry names or refers to.</summary>
    public static string[] KeysOf(Entry entry) =>
        [.. KeysOf(entry.Data).Append(entry.ToldBy).Concat(entry.Mentions).OfType<string>().Distinct()];

    /// <summary>Whether an entry about an entry is about this one.</summary>
    public static bool IsAbout(IAboutEntry about, Entry entry) => about.Entry == entry.Id.ToString() || (entry.Ref is not null && about.Entry == entry.Ref);

    static Entry[] UpTo(Entry last, Entry[] entries) => [.. entries.Where(entry => entry.Sequence <= last.Sequence)];

    // A correction is made when it is recorded; it is unmade, and made again, by retractions.
    static Entry? FirstUnknown(Entry meta, Entry[] visible, Entry[] known) => !known.Contains(meta) ? meta : visible
        .Where(other => other.Data is EntryRetracted retraction && IsAbout(retraction, meta))
        .Select(retraction => FirstUnknown(retraction, visible, known)).OfType<Entry>().MinBy(retraction => retraction.Sequence);

    static bool IsRetracted(Entry entry, Entry[] among) =>
        among.Any(meta => meta.Data is EntryRetracted retraction && IsAbout(retraction, entry) && !IsRetracted(meta, among));

    static Visibility TierOf(Entry entry, Entry[] stream)
    {
        var tier = Visibility.Public;
        var met = new HashSet<Guid>();
        var open = new Stack<Entry>([entry]);
        while (open.TryPop(out var next))
        {
            if (!met.Add(next.Id))
                continue;
            if (next.Data is IAboutEntry about)
                open.Push(stream.Single(target => IsAbout(about, target)));
            if (!next.Kind.IsMeta || next.Data is EntryAnnotated or EntryContested)
                tier = Narrower(tier, LatestVisibilityOf(next, stream));
            // What stands about an entry, remarks apart, has its tier: so what that refers to narrows both.
            var acting = stream.Where(meta => meta.Data is IAboutEntry and not EntryAnnotated and not EntryContested
                && IsAbout((IAboutEntry)meta.Data, next) && !IsRetracted(meta, stream));
            foreach (var meta in acting)
                open.Push(meta);
            foreach (var key in KeysOf(next))
            {
                if (stream.FirstOrDefault(naming => KeyNamedBy(naming) == key) is { } first)
                    open.Push(first);
            }
        }
        return tier;
    }

    static Visibility LatestVisibilityOf(Entry entry, Entry[] stream) =>
        stream.LastOrDefault(meta => meta.Data is EntryReclassified change && IsAbout(change, entry) && !IsRetracted(meta, stream))?.Data
            is EntryReclassified latest ? latest.Visibility : entry.Visibility;

    static Visibility Narrower(Visibility one, Visibility other) => (Visibility)Math.Min((int)one, (int)other);

    /// <summary>The key that an entry names, or null.</summary>
    public static string? KeyNamedBy(Entry entry) => entry.Kind.Type.GetConstructors().Single().GetParameters()
        .Where(parameter => parameter.GetCustomAttribute<NamesAttribute>() is not null)
        .Select(parameter => (string?)entry.Kind.Type.GetProperty(parameter.Name!)!.GetValue(entry.Data)).SingleOrDefault();

    static IEnumerable<string> KeysOf(object data)
    {
        foreach (var parameter in data.GetType().GetConstructors().Single().GetParameters())
        {
            var value = data.GetType().GetProperty(parameter.Name!)!.GetValue(data);
            if (value is Replacement replacement)
            {
                foreach (var key in KeysOf(replacement.Data!))
                    yield return key;
            }
            else if (parameter.GetCustomAttribute<NamesAttribute>() is not null || parameter.GetCustomAttribute<RefersAttribute>() is not null)
            {
                foreach (var key in Texts(value))
                    yield return key;
            }
        }
    }

    static IEnumerable<string> Texts(object? value) => value switch
    {
        null => [],
        string text => [text],
        IEnumerable list => list.Cast<object>().SelectMany(Texts),
        _ => throw new InvalidOperationException(),
    };

    static Entry Corrected(Entry entry, Entry[] corrections)
    {
        T? Latest<T>(Func<EntryCorrected, T?> member) => corrections.Select(correction => member((EntryCorrected)correction.Data)).LastOrDefault(given => given is not null);

        return corrections.Length == 0 ? entry : entry with
        {
            Data = Latest(correction => correction.Data?.Data) ?? entry.Data,
            OccurredAt = Latest(correction => correction.OccurredAt) ?? entry.OccurredAt,
            Modes = Latest(correction => correction.Modes) ?? entry.Modes,
            Standpoint = Latest(correction => correction.Standpoint) ?? entry.Standpoint,
            ToldBy = Latest(correction => correction.ToldBy) ?? entry.ToldBy,
            Mentions = Latest(correction => correction.Mentions) ?? entry.Mentions,
            Evidence = Latest(correction => correction.Evidence) ?? entry.Evidence,
            Note = Latest(correction => correction.Note) ?? entry.Note,
            Corrections = [.. corrections],
        };
    }
}
