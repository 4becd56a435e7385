using System.Text;
using ConveningLedger.Boundaries;
using ConveningLedger.Calls;
using ConveningLedger.Evaluation;
using ConveningLedger.LongGame;
using ConveningLedger.Meta;
using ConveningLedger.Value;

namespace ConveningLedger.Time;

/// <summary>
/// An endeavour's history as a report in Markdown: accounts, the calls with their differences, tables, and a citation for what it
/// says: the entry, as known at, as seen by. The same frame always gives the same report.
/// </summary>
public static class Report
{
    /// <summary>The report of a frame.</summary>
    /// <param name="frame">The frame.</param>
    public static string Of(Frame frame) => new Writer(frame).Write();

    sealed class Writer(Frame frame)
    {
        readonly StringBuilder text = new();
        readonly Wording wording = new(frame);
        readonly Dictionary<Guid, int> cited = [];
        readonly List<Entry> citations = [];

        public string Write()
        {
            Title();
            Moments();
            Calls();
            Tables();
            Evaluation();
            Waves();
            YearByYear();
            Amendments();
            Citations();
            return text.ToString();
        }

        void Title()
        {
            Line($"# {Markdown.Escape(frame.Endeavour.Title ?? frame.Slug)}");
            Table(["as it was at", "as known at", "as seen by", "entries", "known only afterwards", "claimed times"],
                [[$"{frame.At}", $"{frame.KnownAt}", ValueNames.Of(frame.SeenAs), $"{frame.Lateness.Count}", $"{frame.Lateness.Hindsight}", $"{frame.Lateness.Claimed}"]]);
            Line(Markdown.Escape(Accounts.OfFrame(frame)));
        }

        void Moments()
        {
            var marked = frame.Effective.Where(entry => entry.Data is MomentMarked && Time.Moments.InstantOf(entry, Clock.At) <= frame.At).ToArray();
            if (marked.Length == 0)
                return;
            Line("## Marked moments");
            foreach (var entry in marked)
            {
                var (at, knownAt) = (Time.Moments.InstantOf(entry, Clock.At), Time.Moments.InstantOf(entry, Clock.KnownAt));
                var (then, now) = (frame.AsOf(at, knownAt < frame.KnownAt ? knownAt : frame.KnownAt), frame.AsOf(at, frame.KnownAt));
                Line($"### {Markdown.Escape(((MomentMarked)entry.Data).Name)}{Cite(entry)}");
                Line(Markdown.Escape(Accounts.OfFrame(then)));
                if (Accounts.OfFrame(now) is var known && known != Accounts.OfFrame(then))
                {
                    Line($"As it is known at the report's time: {Markdown.Escape(known)}");
                    Line(Markdown.Escape(ComparisonAccount.Of(Comparison.Of(then, now))));
                }
            }
        }

        void Calls()
        {
            if (frame.Narrative.Calls.IsEmpty)
                return;
            Line("## The calls");
            foreach (var call in frame.Narrative.Calls.Values)
            {
                Line($"### {Markdown.Escape(Wording.Upper(wording.Call(call.Audience)))}");
                for (var index = 0; index < call.Revisions.Count; index++)
                {
                    var revision = new Revision(call, index);
                    var by = revision.Data.Contributors is { } contributors ? $", by {Markdown.Escape(wording.Names(contributors, 12))}" : "";
                    Line($"**Wording {index + 1}**, {Wording.When(revision.Entry.OccurredAt)}{by}{Cite(revision.Entry)}");
                    var shown = revision.Previous is { } previous
                        ? Markdown.Diff(WordDiff.Between(previous.Data.Text, revision.Data.Text))
                        : Markdown.Escape(revision.Data.Text);
                    Line($"> {shown}");
                }
                if (call.Withdrawn is { } withdrawn)
                    Line($"{Markdown.Escape(Accounts.OfEntry(frame, withdrawn))}{Cite(withdrawn)}");
                else if (call.Authorships.Count > 1)
                    Line($"Of the words that stand: {string.Join("; ", call.Authorships[^1].Shares.Select(share => $"{share.Share:0%} from wording {(call.Revisions.FindIndex(entry => entry.Id == share.Revision.Id) is >= 0 and var number ? $"{number + 1}" : "of another call")}{Cite(share.Revision)}"))}.");
                List(call.Answers.Concat(call.Voices).Order(Comparer<Entry>.Create(Edition.Order)));
            }
            var drifts = Drift.In(frame.Narrative).ToArray();
            if (drifts.Length > 0)
            {
                Table(["drift between", "and", "0 to 1"],
                    drifts.Select(drift => new[] { Name(wording.Call(drift.One.Audience)), Name(wording.Call(drift.Other.Audience)), Number((decimal)Math.Round(drift.Value, 2)) }));
            }
        }

        void Tables()
        {
            Section("People", ["who", "belongs to", "elements", "by themselves", "by others"], frame.Identities.Participants.Values.SelectMany(participant => participant.Nexus.Values.Select(tie => new[]
            {
                Name(wording.Name(participant.Key)), participant.BelongsTo.Contains(tie.With) ? "yes" : "no", $"{Name(wording.Name(tie.With))}{Cite(tie.Latest!)}",
                Number(tie.StrengthBySelf), Number(tie.StrengthByOthers),
            })));
            Section("Power", ["who", "form", "influence", "stance", "seen"], frame.Power.Holdings.Values.Select(holding => new[]
            {
                $"{Name(wording.Name(holding.Key.Holder))}{Cite(holding.Latest)}", Wording.Of(holding.Key.Form), Number(holding.Mapped.Influence), Number(holding.Mapped.Stance),
                holding.Mapped.Seen is { } seen ? Wording.Of(seen) : "",
            }));
            Section("Legitimacy", ["constituency", "signals", "standing", "latest"], frame.Legitimacy.Constituencies.Values.Select(state => new[]
            {
                Name(wording.Name(state.Key)), $"{state.Signals.Count}", Number(state.Standing.Mean), $"{Wording.When(state.Signals[^1].OccurredAt)}{Cite(state.Signals[^1])}",
            }));
            Section("Boundaries", ["boundary", "when", "permeability"], frame.Boundaries.Boundaries.Values.SelectMany(boundary => boundary.Course.Select(entry => new[]
            {
                Name(wording.Name(boundary.Key)), $"{Wording.When(entry.OccurredAt)}{Cite(entry)}", Number(BoundaryState.PermeabilityIn(entry)),
            })));
            Section("Agency", ["who", "holds", "since"], frame.Agency.People.Values.SelectMany(state => state.Held.Select(held => new[]
            {
                Name(wording.Name(state.Key)), Wording.Of(held.Key), $"{Wording.When(held.Value.OccurredAt)}{Cite(held.Value)}",
            })));
            Section("Stories of value", ["teller", "type", "step", "story"], frame.Value.Stories.Values.Select(entry => (ValueStoryTold)entry.Data is var story ? new[]
            {
                Name(wording.Name(story.Teller)), Wording.Of(story.Type), Wording.Of(story.Step ?? StoryStep.Lived), $"{Markdown.Escape(Wording.Quoted(story.Text, 30))}{Cite(entry)}",
            } : []));
            var from = frame.At.Microseconds - Instant.MinValue.Microseconds > Window ? frame.At.PlusMicroseconds(-Window) : Instant.MinValue;
            if (from < frame.At)
            {
                Section($"How measures went in the {Trend.UsualDays} days before", ["measure", "of", "pattern", "points", "slope in 30 days"],
                    Trend.AllOf(frame, from).Where(trend => trend.Pattern != TrendPattern.Quiet).Select(trend => new[]
                    {
                        Wording.Of(trend.Of.Measure), Name(SubjectOf(trend.Of)), Wording.Of(trend.Pattern), $"{trend.Points.Length}", Number((decimal)Math.Round(trend.Slope, 4)),
                    }));
            }
            Section("Silence", ["who or what", "last heard of", "days"], Silence.In(frame).Where(silence => silence.Last is not null).Select(silence => new[]
            {
                Name(wording.Name(silence.Key)), $"{Wording.When(silence.Last!.OccurredAt)}{Cite(silence.Last)}", $"{silence.Days}",
            }));
        }

        const long Window = Trend.UsualDays * TimeSpan.MicrosecondsPerDay;

        void Evaluation()
        {
            var outcomes = Outcome.In(frame).ToArray();
            if (outcomes.Length == 0)
                return;
            Line("## Outcomes and claims");
            foreach (var outcome in outcomes)
            {
                Line($"### {Markdown.Escape(Wording.Shortened(outcome.Data.Change, 12))}");
                Line($"{Markdown.Escape(Accounts.OfEntry(frame, outcome.Entry))}{Cite(outcome.Entry)}");
                Aspects(outcome.Aspects);
                foreach (var claim in outcome.Claims)
                {
                    Line($"{Markdown.Escape(Accounts.OfEntry(frame, claim.Entry))}{Cite(claim.Entry)}");
                    Table(["cause", "weight", "time order"], claim.Causes.Select(Cause));
                    foreach (var rival in claim.Rivals)
                    {
                        Line($"Rival: {Markdown.Escape(rival.Text)}");
                        if (rival.Causes.Count > 0)
                            Table(["cause of the rival", "weight", "time order"], rival.Causes.Select(Cause));
                    }
                    Aspects(claim.Aspects);
                }
            }
        }

        void Waves()
        {
            var waves = Wave.In(frame).ToArray();
            if (waves.Length == 0)
                return;
            Line("## Waves of asking");
            foreach (var wave in waves)
                Line($"{Markdown.Escape(Accounts.OfEntry(frame, wave.Entry))}{(wave.NonRespondents.Any() ? Markdown.Escape($" No answer came from {wording.Names(wave.NonRespondents, 12)}.") : "")}{Cite(wave.Entry)}");
        }

        string[] Cause(CauseState cause) =>
        [
            cause.Entry is { } entry ? $"{Markdown.Escape(Wording.Upper(Wording.Shortened(wording.Tell(entry), 20)))}{Cite(entry)}" : "not in the frame",
            cause.Weight is { } weight ? Wording.Of(weight) : "", Wording.Of(cause.Order),
        ];

        void Aspects(IReadOnlyList<AspectState> aspects)
        {
            if (aspects.Count == 0)
                return;
            Table(["aspect", "asked", "verdict", "independent"], aspects.SelectMany(aspect => aspect.Findings.Select(said => new[]
            {
                Wording.Of(aspect.Aspect), $"{Name(wording.Name(said.Data.By))}{Cite(said.Entry)}", Wording.Of(said.Data.Verdict), said.IsIndependent ? "yes" : "no",
            })));
        }

        void YearByYear()
        {
            Line("## Year by year");
            foreach (var year in frame.Effective.GroupBy(entry => entry.OccurredAt.Earliest.ToString()[..4]))
            {
                Line($"### {year.Key}");
                List(year);
            }
        }

        void Amendments()
        {
            var amended = frame.Edition.Known.Where(entry => entry.Data is EntryCorrected or EntryRetracted or EntryContested or EntryAnnotated or EntryReclassified).ToArray();
            if (amended.Length == 0)
                return;
            Line("## What was mended and contested");
            List(amended);
        }

        void Citations()
        {
            foreach (var (index, entry) in citations.Index())
            {
                var claimed = entry.IsClaimed ? " (claimed)" : "";
                text.Append($"[^{index + 1}]: entry {entry.Id}, occurred {Markdown.Escape(entry.OccurredAt.Text)}, recorded {entry.RecordedAt}{claimed}, as known at {frame.KnownAt}, as seen by {ValueNames.Of(frame.SeenAs)}\n");
            }
        }

        void List(IEnumerable<Entry> entries)
        {
            var any = false;
            foreach (var entry in entries)
            {
                text.Append($"- {Markdown.Escape(Accounts.OfEntry(frame, entry))}{Cite(entry)}\n");
                any = true;
            }
            if (any)
                text.Append('\n');
        }

        void Section(string heading, string[] columns, IEnumerable<string[]> rows)
        {
            var written = rows.ToArray();
            if (written.Length == 0)
                return;
            Line($"## {heading}");
            Table(columns, written);
        }

        void Table(string[] columns, IEnumerable<string[]> rows)
        {
            text.Append($"{Markdown.Row(columns)}\n{Markdown.Row(columns.Select(_ => "---"))}\n");
            foreach (var row in rows)
                text.Append($"{Markdown.Row(row)}\n");
            text.Append('\n');
        }

        void Line(string line) => text.Append($"{line}\n\n");

        string Cite(Entry entry)
        {
            if (!cited.TryGetValue(entry.Id, out var number))
            {
                citations.Add(entry);
                cited[entry.Id] = number = citations.Count;
            }
            return $"[^{number}]";
        }

        string SubjectOf(MeasureKey of) => of.Measure switch
        {
            Measure.Voices => wording.Call(of.Subject.Count == 0 ? null : of.Subject[0]),
            Measure.Leaning => of.Subject[0].Replace('_', ' ').ToLowerInvariant(),
            Measure.Stance or Measure.Influence => $"{wording.Name(of.Subject[0])}, {of.Subject[1].Replace('_', ' ').ToLowerInvariant()}",
            Measure.Depth => $"{wording.Names(of.Subject.Take(2))}, {of.Subject[2].Replace('_', ' ').ToLowerInvariant()}",
            _ => wording.Names(of.Subject),
        };

        static string Name(string name) => Markdown.Escape(name);

        static string Number(decimal? number) => number is { } value ? CanonicalJson.Normal(value).ToString().Replace('-', '−') : "";
    }
}
