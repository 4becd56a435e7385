using ConveningLedger.Meta;

namespace ConveningLedger.Time;

/// <summary>
/// What a set of meta entries does to the entries they are about. A retraction that is itself retracted counts as never made;
/// corrections apply per member, the latest by sequence that gives it; the latest standing reclassification holds.
/// </summary>
sealed class Amendments
{
    const string Data = "data.";

    static readonly List<int> None = [];

    readonly Dictionary<int, List<int>> all = [];
    readonly Dictionary<int, List<int>> corrections = [];
    readonly Dictionary<int, List<int>> remarks = [];
    readonly Dictionary<int, Visibility> reclassified = [];
    readonly HashSet<int> retracted = [];
    readonly Dictionary<int, int> retractions = [];

    /// <summary>The amendments that these entries make.</summary>
    /// <param name="recorded">The stream.</param>
    /// <param name="metas">The indexes of meta entries, in sequence.</param>
    public static Amendments Of(RecordedEntries recorded, IEnumerable<int> metas)
    {
        var amendments = new Amendments();
        var inSequence = metas.ToArray();
        // Backwards, so that whether a retraction stands is known before what it retracts is met.
        for (var place = inSequence.Length - 1; place >= 0; place--)
        {
            if (recorded[inSequence[place]].Data is EntryRetracted && !amendments.retracted.Contains(inSequence[place]))
            {
                amendments.retracted.Add(recorded.TargetOf(inSequence[place]));
                amendments.retractions[recorded.TargetOf(inSequence[place])] = inSequence[place];
            }
        }
        foreach (var meta in inSequence)
        {
            if (amendments.retracted.Contains(meta))
                continue;
            var target = recorded.TargetOf(meta);
            if (Tiers.HasTargetsTier(recorded[meta]))
                ListOf(amendments.all, target).Add(meta);
            switch (recorded[meta].Data)
            {
                case EntryCorrected:
                    ListOf(amendments.corrections, target).Add(meta);
                    break;
                case EntryReclassified reclassification:
                    amendments.reclassified[target] = reclassification.Visibility;
                    break;
                case EntryAnnotated or EntryContested:
                    ListOf(amendments.remarks, target).Add(meta);
                    break;
            }
        }
        return amendments;
    }

    /// <summary>The indexes of the entries that are corrected or retracted.</summary>
    public IEnumerable<int> Touched => corrections.Keys.Concat(retractions.Keys);

    public bool IsRetracted(int index) => retracted.Contains(index);

    /// <summary>The standing retraction of an entry, or null.</summary>
    public int? RetractionOf(int index) => retractions.TryGetValue(index, out var retraction) ? retraction : null;

    /// <summary>The standing corrections, retractions and reclassifications of an entry.</summary>
    public List<int> Of(int index) => all.GetValueOrDefault(index, None);

    public List<int> CorrectionsOf(int index) => corrections.GetValueOrDefault(index, None);

    /// <summary>Standing annotations and contests.</summary>
    public List<int> RemarksOn(int index) => remarks.GetValueOrDefault(index, None);

    public Visibility? ReclassifiedTo(int index) => reclassified.TryGetValue(index, out var visibility) ? visibility : null;

    /// <summary>An entry with these corrections in it.</summary>
    public static Entry Correct(Entry entry, IEnumerable<Entry> corrections)
    {
        List<Entry> applied = [];
        foreach (var by in corrections)
        {
            var correction = (EntryCorrected)by.Data;
            applied.Add(by);
            entry = entry with
            {
                Data = correction.Data?.Data ?? entry.Data,
                OccurredAt = correction.OccurredAt ?? entry.OccurredAt,
                Modes = correction.Modes ?? entry.Modes,
                Standpoint = correction.Standpoint ?? entry.Standpoint,
                ToldBy = correction.ToldBy ?? entry.ToldBy,
                Mentions = correction.Mentions ?? entry.Mentions,
                Evidence = correction.Evidence ?? entry.Evidence,
                Note = correction.Note ?? entry.Note,
                Erased = ErasedIn(entry, by, correction),
            };
        }
        return applied.Count == 0 ? entry : entry with { Corrections = Several.Of<Entry>(applied.ToArray()) };
    }

    // What was destroyed is told of what is shown, not of what was superseded.
    static Several<string> ErasedIn(Entry entry, Entry by, EntryCorrected correction)
    {
        if (entry.Erased.Count == 0 && by.Erased.Count == 0)
            return Several<string>.None;
        bool IsSuperseded(string path) => path switch
        {
            Erased.Note => correction.Note is not null,
            Erased.Evidence => correction.Evidence is not null,
            _ => correction.Data is not null,
        };
        return Several.Of<string>([.. entry.Erased.Where(path => !IsSuperseded(path)).Concat(by.Erased
            .Where(path => path.StartsWith(Data, StringComparison.Ordinal)).Select(path => path[Data.Length..]).Where(path => path is Erased.Note or Erased.Evidence || path.StartsWith(Data, StringComparison.Ordinal))).Distinct().Order(StringComparer.Ordinal)]);
    }

    /// <summary>Whose members are missing in a wording: the entry's own, or those that a correction put in their place.</summary>
    /// <param name="entry">The entry as first recorded.</param>
    /// <param name="corrections">The corrections that are in the wording, in their order.</param>
    public static IEnumerable<Entry> MissedIn(Entry entry, IEnumerable<Entry> corrections)
    {
        var (data, note, evidence) = (entry, entry, entry);
        foreach (var by in corrections)
        {
            var correction = (EntryCorrected)by.Data;
            data = correction.Data is null ? data : by;
            note = correction.Note is null ? note : by;
            evidence = correction.Evidence is null ? evidence : by;
        }
        string At(Entry said, string member) => said == entry ? member : $"{Data}{member}";
        return new[]
        {
            (Said: data, IsMissed: data.Erased.Any(path => path.StartsWith(At(data, Data), StringComparison.Ordinal))),
            (Said: note, IsMissed: note.Erased.Contains(At(note, Erased.Note))),
            (Said: evidence, IsMissed: evidence.Erased.Contains(At(evidence, Erased.Evidence))),
        }.Where(one => one.IsMissed).Select(one => one.Said).Distinct();
    }

    static List<int> ListOf(Dictionary<int, List<int>> lists, int index)
    {
        if (!lists.TryGetValue(index, out var list))
            lists[index] = list = [];
        return list;
    }
}
