using ConveningLedger.Calls;
using ConveningLedger.Endeavours;
using ConveningLedger.Evaluation;
using ConveningLedger.Identity;
using ConveningLedger.Meta;
using ConveningLedger.Power;
using ConveningLedger.Value;

namespace ConveningLedger.Time;

/// <summary>
/// What an entry, a frame or a person's view says, in plain words: to be read aloud, quoted, and used without a picture. The same
/// frame always has the same account. Nobody is ranked: who is named first was heard of last.
/// </summary>
public static class Accounts
{
    /// <summary>How many words the account of a frame has at most.</summary>
    public const int MostWords = 120;

    const int MostWordsOfPerson = 80;
    const decimal Side = 0.2m;

    /// <summary>The account of an entry: when it happened, what, from where it is told, and what was done to it since.</summary>
    /// <param name="frame">The frame it is looked at in.</param>
    /// <param name="entry">The entry, as the frame has it.</param>
    public static string OfEntry(Frame frame, Entry entry)
    {
        var wording = new Wording(frame);
        var sentences = new List<string> { Wording.Sentence($"{Wording.When(entry.OccurredAt)}, {wording.Tell(entry)}") };
        if (entry.Standpoint is { } standpoint && Told(entry, standpoint, wording) is { } told)
            sentences.Add(told);
        if (entry.Corrections.Count > 0)
            sentences.Add("It was corrected since it was first recorded.");
        foreach (var contest in frame.Edition.RemarksOn(entry).Select(remark => remark.Data).OfType<EntryContested>())
            sentences.Add(Wording.Sentence($"{wording.Name(contest.Who)} contests it: {Wording.Quoted(contest.Words)}"));
        if (frame.Edition.RetractionOf(entry) is { Data: EntryRetracted retraction })
            sentences.Add(Wording.Sentence($"It was taken back: {Wording.Quoted(retraction.Reason)}"));
        return string.Join(' ', sentences.Distinct());
    }

    /// <summary>The account of a frame, at most <see cref="MostWords"/> words.</summary>
    /// <param name="frame">The frame.</param>
    public static string OfFrame(Frame frame)
    {
        var wording = new Wording(frame);
        var parts = new Parts();
        parts.Add(0, Opening(frame));
        parts.Add(2, Call(frame, wording));
        parts.Add(3, People(frame, wording));
        parts.Add(4, Power(frame, wording));
        parts.Add(5, Missing(frame, wording));
        parts.Add(9, Boundaries(frame, wording));
        parts.Add(11, Legitimacy(frame, wording));
        parts.Add(10, Agency(frame, wording));
        parts.Add(6, Findings(frame, wording));
        parts.Add(12, Stories(frame));
        parts.Add(8, Last(frame, wording));
        parts.Add(7, Lateness(frame));
        return parts.Within(MostWords);
    }

    /// <summary>The account of a person or group, at most 80 words.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="person">The person or group in it.</param>
    public static string OfPerson(Frame frame, Person person)
    {
        var wording = new Wording(frame);
        var name = person.Element.Description!.Name;
        var parts = new Parts();
        var takesPart = person.Participant is { Joined: not null, Left: null };
        var convenes = person.Convener is { Joined: not null, Left: null };
        parts.Add(0, $"{name} {(convenes ? takesPart ? "convenes, and takes part" : "convenes" : takesPart ? "takes part" : person.Participant is { Left: not null } ? "took part, and left" : person.Convener is { Left: not null } ? "convened, and stopped" : "is on the map")}");
        if (person.Participant is { } participant)
        {
            var belongs = participant.BelongsTo.ToArray();
            parts.Add(1, belongs.Length == 0 ? null : $"They belong to {wording.Names(belongs)}");
            var apart = participant.Nexus.Values.Where(tie => tie.Strength < -Side || tie.Movement == IdentityMovement.AtOdds).Select(tie => tie.With).ToArray();
            parts.Add(2, apart.Length == 0 ? null : $"They are at odds with {wording.Names(apart)}");
            var differing = participant.Nexus.Values.Where(tie => tie is { StrengthBySelf: { } self, StrengthByOthers: { } others } && Math.Abs(self - others) > Side).Select(tie => tie.With).ToArray();
            parts.Add(5, differing.Length == 0 ? null : $"Of {wording.Names(differing)} they tell otherwise than others do");
        }
        parts.Add(3, person.Agency is null || person.Agency.Held.Count == 0 ? null : $"They hold {Wording.List(person.Agency.Held.Keys.Select(milestone => Wording.Of(milestone)))}");
        parts.Add(6, person.Straddles.Count == 0 ? null : $"They bridge {wording.Names(person.Straddles.Select(straddle => straddle.Boundary.Key))}");
        parts.Add(4, person.OwnWords.Count == 0 ? null : $"In their own words: {Wording.Quoted(person.OwnWords[^1].Text)}");
        parts.Add(7, person.Silence is { Days: > 0 and var days, Last: { } last } ? $"They were last heard of {Wording.When(last.OccurredAt)}, {Wording.Count(days, "day")} before" : null);
        return parts.Within(MostWordsOfPerson);
    }

    static string? Told(Entry entry, Standpoint standpoint, Wording wording) => standpoint switch
    {
        Standpoint.Self => "It is told by themselves.",
        Standpoint.SecondHand => entry.ToldBy is { } teller ? Wording.Sentence($"It is told at second hand, by {wording.Name(teller)}") : "It is told at second hand.",
        _ => null,
    };

    static string Opening(Frame frame)
    {
        var title = frame.Endeavour.Title is { } known ? $"“{known}”" : "the endeavour";
        var status = frame.Endeavour.Status switch
        {
            FrameStatus.NotOpen => "was not open yet",
            FrameStatus.Paused => "was paused",
            FrameStatus.Closed => "was closed",
            _ => "was at work",
        };
        return $"On {Wording.Day(frame.At)}{(frame.IsKnownInPart ? $", as far as was known by {Wording.Day(frame.KnownAt)}" : "")}, {title} {status}";
    }

    /// <summary>The call that is quoted: the first that stands, the common one before others; null where none does.</summary>
    static CallState? Quoted(Frame frame) => frame.Narrative.Calls.Values.FirstOrDefault(call => call.Current is not null);

    static string? Call(Frame frame, Wording wording)
    {
        if (Quoted(frame) is not { } first)
            return frame.Narrative.Calls.IsEmpty ? null : "Every call was withdrawn";
        var others = frame.Narrative.Calls.Values.Count(call => call.Current is not null) - 1;
        return $"{Wording.Upper(wording.Call(first.Audience))}{(first.Revisions.Count > 1 ? $", in its {Wording.Ordinal(first.Revisions.Count)} wording," : "")} said {Wording.Quoted(((ConveningCallRevised)first.Current!.Data).Text, 16)}"
            + (others == 0 ? "" : $", and {Wording.Count(others, "other audience")} had {(others == 1 ? "a call of its" : "calls of their")} own");
    }

    static string? People(Frame frame, Wording wording)
    {
        var conveners = Latest(frame.Endeavour.Conveners.Values.Where(convener => convener is { Joined: not null, Left: null }).Select(convener => (convener.Key, convener.Joined!))).ToArray();
        var participants = frame.Identities.Participants.Values.Count(participant => participant is { Joined: not null, Left: null } && !conveners.Contains(participant.Key));
        if (conveners.Length == 0)
            return participants == 0 ? null : $"{Wording.Upper(Wording.Count(participants, "participant"))} took part";
        return $"It was convened by {wording.Names(conveners, 3)}{(participants == 0 ? "" : $", and {Wording.Count(participants, "other")} took part")}";
    }

    static string? Power(Frame frame, Wording wording)
    {
        var holdings = frame.Power.Holdings.Values.Where(holding => frame.Landscape.Elements.GetValueOrDefault(holding.Key.Holder)?.Retired is null).ToArray();
        string? Who(Func<HoldingState, bool> which, string does)
        {
            string[] holders = [.. Latest(holdings.Where(which).Select(holding => (holding.Key.Holder, holding.Latest))).Distinct()];
            return holders.Length == 0 ? null : $"{does} {(holders.Length == 1 ? "was" : "were")} {wording.Names(holders, 3)}";
        }
        string?[] told =
        [
            Who(holding => holding.Mapped.Stance < -Side, "in the way"),
            Who(holding => holding.Mapped.Stance > Side && holding.Mapped.Seen is not Seen.Hidden, "making way"),
            Who(holding => holding.Mapped.Stance > Side && holding.Mapped.Seen is Seen.Hidden, "making way unseen"),
        ];
        return told.All(part => part is null) ? null : Wording.Upper(string.Join("; ", told.OfType<string>()));
    }

    static string? Missing(Frame frame, Wording wording)
    {
        // A voice that got a seat anywhere since is not called missing, though it is missed elsewhere.
        string[] missing =
        [
            .. frame.Power.Missing
                .Where(missed => !frame.Power.Seated.Exists(seated => ((VoiceSeated)seated.Data).Who == ((VoiceMissed)missed.Data).Who && Edition.Order(seated, missed) > 0))
                .Select(missed => ((VoiceMissed)missed.Data).Who).Distinct(),
        ];
        return missing.Length == 0 ? null : $"Missing {(missing.Length == 1 ? "was the voice" : "were the voices")} of {wording.Names(missing, 3)}";
    }

    static string? Boundaries(Frame frame, Wording wording)
    {
        var told = Latest(frame.Boundaries.Boundaries.Values.Where(boundary => boundary.Permeability is not null && boundary.Description is not null).Select(boundary => (boundary.Key, boundary.Course[^1])))
            .Select(key => $"the boundary {wording.Name(key)} was {Wording.Crossed(frame.Boundaries.Boundaries[key].Permeability!.Value)}").ToArray();
        return told.Length == 0 ? null : Wording.Upper(Wording.Few(told, 3));
    }

    static string? Legitimacy(Frame frame, Wording wording)
    {
        string[] Those(Func<decimal, bool> which) => [.. Latest(frame.Legitimacy.Constituencies.Values.Where(state => state.Standing.Mean is { } mean && which(mean)).Select(state => (state.Key, state.Signals[^1])))];
        var (granting, withholding) = (Those(mean => mean > Side), Those(mean => mean < -Side));
        return (granting.Length, withholding.Length) switch
        {
            (0, 0) => null,
            (0, _) => $"Legitimacy was withheld by {wording.Names(withholding, 3)}",
            (_, 0) => $"Legitimacy was granted by {wording.Names(granting, 3)}",
            _ => $"Legitimacy was granted by {wording.Names(granting, 3)}, and withheld by {wording.Names(withholding, 3)}",
        };
    }

    static string? Agency(Frame frame, Wording wording)
    {
        string[] ripple = [.. frame.Agency.Ripple.Select(state => state.Key)];
        return ripple.Length == 0 ? null : $"Others were now convened by {wording.Names(ripple, 3)}";
    }

    static string? Findings(Frame frame, Wording wording)
    {
        if (Outcome.In(frame).OrderBy(outcome => outcome.Entry, Comparer<Entry>.Create(Edition.Order)).LastOrDefault(outcome => outcome.Claims.Count > 0) is not { } outcome)
            return null;
        var claim = outcome.Claims[^1];
        var late = claim.Causes.Count(cause => cause.Order == TimeOrder.Contradicts);
        return $"It was found that {Wording.When(outcome.Entry.OccurredAt)}, {Wording.Quoted(outcome.Data.Change, 10)}, and {Wording.Count(claim.Causes.Count, "cause")} {(claim.Causes.Count == 1 ? "was" : "were")} claimed"
            + (late == 0 ? "" : $", {Wording.Number(late)} of which came too late")
            + (claim.Rivals.Count == 0 ? "" : $", with {Wording.Count(claim.Rivals.Count, "rival")}");
    }

    static string? Stories(Frame frame)
    {
        var realized = ValueChains.Realized(frame.Value).Count();
        var hoped = frame.Value.Stories.Values.Count(entry => ((ValueStoryTold)entry.Data).Step == StoryStep.Aspired);
        return (realized, hoped) switch
        {
            (0, 0) => null,
            (0, _) => $"{Wording.Upper(Wording.Count(hoped, "story", "stories"))} of value {(hoped == 1 ? "was" : "were")} hoped for",
            _ => $"{Wording.Upper(Wording.Count(realized, "chain"))} of value stories reached value that was realized{(hoped == 0 ? "" : $", and {Wording.Count(hoped, "story", "stories")} {(hoped == 1 ? "was" : "were")} hoped for")}",
        };
    }

    static string? Last(Frame frame, Wording wording)
    {
        // What is put on the map is furniture; what happened is told.
        var place = frame.Effective.Count - 1;
        while (place >= 0 && frame.Effective[place].Data is Landscape.ElementMapped or MomentMarked or EndeavourOpened)
            place--;
        if (place < 0)
            return null;
        var last = frame.Effective[place];
        // What was quoted before is not quoted again.
        var told = last == Quoted(frame)?.Current ? $"{wording.Call(Quoted(frame)!.Audience)} was given that wording" : Wording.Shortened(wording.Tell(last), 22);
        return $"Last, {Wording.When(last.OccurredAt)}, {told}";
    }

    static string? Lateness(Frame frame)
    {
        var late = frame.Lateness;
        if (late.Hindsight > 0)
            return late.Hindsight == late.Count
                ? "All of this became known only afterwards"
                : $"Of its {Wording.Count(late.Count, "entry", "entries")} {Wording.Number(late.Hindsight)} became known only afterwards";
        return late.Claimed > 0 && late.Claimed == late.Count ? "When all this became known is what an import claims" : null;
    }

    static IEnumerable<string> Latest(IEnumerable<(string Key, Entry Entry)> known) =>
        known.OrderByDescending(pair => pair.Entry, Comparer<Entry>.Create(Edition.Order)).Select(pair => pair.Key);

    /// <summary>Sentences in their order of reading, each with how soon it is given up; none twice.</summary>
    internal sealed class Parts
    {
        readonly List<(int Priority, string Text)> parts = [];

        public void Add(int priority, string? sentence)
        {
            if (sentence is not null && Wording.Sentence(sentence) is var text && parts.TrueForAll(part => part.Text != text))
                parts.Add((priority, text));
        }

        public string Within(int most)
        {
            var taken = new HashSet<string>();
            foreach (var (_, text) in parts.OrderBy(part => part.Priority))
            {
                if (taken.Sum(Wording.WordsIn) + Wording.WordsIn(text) <= most)
                    taken.Add(text);
            }
            return string.Join(' ', parts.Select(part => part.Text).Where(taken.Contains));
        }
    }
}
