using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ConveningLedger.Calls;
using ConveningLedger.Evaluation;
using ConveningLedger.Value;

namespace ConveningLedger.Store.Projections;

/// <summary>The tables for those who ask in SQL: what each circle may see, as it stands with all that is recorded.</summary>
public static class FlatTables
{
    static readonly Column Endeavour = new("endeavour", "text not null", "The endeavour's slug.");

    /// <summary>The micro-shifts of all endeavours: the feed.</summary>
    public static Table MicroShifts { get; } = new("micro_shifts", "One entry moving one measure of one endeavour to another value.", ["endeavour", "entry", "measure", "subject"],
        [
            Endeavour, new("entry", "uuid not null", "The id of the entry."), new("measure", "text not null", "The measure."),
            new("subject", "text[] not null", "The keys and names that make up its subject, in the order of the vocabulary."),
            new("before", "numeric not null", "Its value just before the entry, in the order of the frame."), new("after", "numeric not null", "Its value after it."),
            new("delta", "numeric not null", "How far it moved."), new("dimension", "text", "The dimension that the entry counts to."),
            new("earliest", "timestamptz not null", "The first instant at which it may have happened."), new("recorded_at", "timestamptz not null", "When it became known."),
        ],
        frame => frame.Measures.MicroShifts.Select(shift => new object?[]
        {
            frame.Slug, shift.Entry.Id, ValueNames.Of(shift.Of.Measure), shift.Of.Subject, shift.Before, shift.After, shift.Delta, Name(shift.Dimension),
            shift.Entry.OccurredAt.Earliest, shift.Entry.RecordedAt,
        }),
        "(earliest desc, recorded_at desc)");

    /// <summary>The texts of entries, for search.</summary>
    public static Table EntryTexts { get; } = new("entry_texts", "The texts of an entry, for full-text search.", ["endeavour", "entry"],
        [
            Endeavour, new("entry", "uuid not null", "The id of the entry."), new("kind", "text not null", "The name of its kind."),
            new("text", "text not null", "Its texts and its note, corrected as far as is known, one on each line."),
            new("search", "tsvector generated always as (to_tsvector('simple', text)) stored", "Its words, in whatever language: none is cut to its stem."),
        ],
        frame => frame.Edition.Known.Where(entry => frame.Edition.RetractionOf(entry) is null).Select(entry => (entry, text: TextOf(entry))).Where(pair => pair.text.Length > 0)
            .Select(pair => new object?[] { frame.Slug, pair.entry.Id, pair.entry.Kind.Name, pair.text }),
        "using gin (search)");

    /// <summary>The other tables.</summary>
    public static IReadOnlyList<Table> Others { get; } =
    [
        new("endeavours", "An endeavour that the circle may know of.", ["endeavour"],
            [
                Endeavour, new("title", "text", "What it is called."), new("purpose", "text", "What it is for."), new("scale", "text", "The level of scale it works at."),
                new("status", "text not null", "NOT_OPEN, ACTIVE, PAUSED or CLOSED."), new("entries", "int not null", "How many entries the circle may see."),
                new("last_recorded_at", "timestamptz", "When the last of them became known."),
            ],
            frame => [[frame.Slug, frame.Endeavour.Title, frame.Endeavour.Purpose, Name(frame.Endeavour.Scale), Name(frame.Endeavour.Status), frame.Edition.KnownCount, LastRecordedAt(frame)]]),
        new("entries", "An entry, corrected as far as is known; retracted ones and entries about entries too.", ["endeavour", "entry"],
            [
                Endeavour, new("entry", "uuid not null", "Its id."), new("ref", "text", "A slug that names it within the endeavour."), new("kind", "text not null", "The name of its kind."),
                new("family", "text not null", "The family that its kind is listed in."), new("dimension", "text", "The dimension that it counts to."),
                new("occurred_at", "text not null", "When it happened, in EDTF, as it was written."), new("earliest", "timestamptz not null", "The first instant at which it may have happened."),
                new("latest", "timestamptz not null", "The end of the span in which it may have happened, exclusive."), new("recorded_at", "timestamptz not null", "When it became known."),
                new("is_claimed", "boolean not null", "Whether that is claimed by an import."), new("recorded_by", "text not null", "The subject id of who recorded it."),
                new("modes", "text[] not null", "The modes of identification at work."), new("standpoint", "text", "From where it is told."), new("told_by", "text", "The key of who told it."),
                new("mentions", "text[] not null", "The keys of the people that its texts speak of."), new("is_effective", "boolean not null", "Whether it counts: no meta entry, and not retracted."),
                new("is_corrected", "boolean not null", "Whether it shows corrected content."), new("account", "text not null", "What it says in plain words."),
                new("data", "jsonb not null", "What happened, as its kind defines."),
            ],
            frame => frame.Edition.Known.Select(entry => new object?[]
            {
                frame.Slug, entry.Id, entry.Ref, entry.Kind.Name, Name(entry.Kind.Family), Name(entry.Dimension), entry.OccurredAt.Text, entry.OccurredAt.Earliest, entry.OccurredAt.Latest,
                entry.RecordedAt, entry.IsClaimed, entry.RecordedBy, entry.Modes.Select(mode => ValueNames.Of(mode)), Name(entry.Standpoint), entry.ToldBy, entry.Mentions,
                frame.IsEffective(entry), entry.Corrections.Count > 0, Accounts.OfEntry(frame, entry), new Raw(writer => ShownJson.Write(writer, entry, frame.MayName)),
            }),
            "(kind, earliest)"),
        new("elements", "An element of the landscape.", ["endeavour", "key"],
            [
                Endeavour, new("key", "text not null", "Its key."), new("name", "text", "What it is called."), new("element", "text", "What it is."), new("force", "text", "Which structuring force it is."),
                new("scale", "text", "The level of scale it lives at."), new("description", "text", "What there is to say of it."), new("is_on_map", "boolean not null", "Whether it is not retired."),
            ],
            frame => frame.Landscape.Elements.Values.Select(element => new object?[]
            {
                frame.Slug, element.Key, element.Description?.Name, Name(element.Description?.Element), Name(element.Description?.Force), Name(element.Description?.Scale),
                element.Description?.Description, element is { Retired: null, Mapped: not null },
            })),
        new("measure_points", "A value of a measure, by the entry that gave it.", ["endeavour", "measure", "subject", "position"],
            [
                Endeavour, new("measure", "text not null", "The measure."), new("subject", "text[] not null", "The keys and names that make up its subject."),
                new("position", "int not null", "Its place in the course of the measure, from 1."), new("value", "numeric not null", "The value after the entry."),
                new("entry", "uuid not null", "The id of the entry."), new("earliest", "timestamptz not null", "The first instant at which it may have happened."),
                new("recorded_at", "timestamptz not null", "When it became known."),
            ],
            frame => frame.Measures.Courses.SelectMany(course => course.Value.Select((point, index) => new object?[]
            {
                frame.Slug, ValueNames.Of(course.Key.Measure), course.Key.Subject, index + 1, point.Value, point.Entry.Id, point.Entry.OccurredAt.Earliest, point.Entry.RecordedAt,
            }))),
        new("call_revisions", "A wording of a convening call.", ["endeavour", "audience", "revision"],
            [
                Endeavour, new("audience", "text not null", "The key of the audience; empty: the common call."), new("revision", "int not null", "Its position, from 1; for display."),
                new("entry", "uuid not null", "The id of the entry that brought it in."), new("earliest", "timestamptz not null", "The first instant at which it may have happened."),
                new("text", "text not null", "The call in full."), new("contributors", "text[] not null", "The keys of who contributed to the wording."), new("is_current", "boolean not null", "Whether it holds."),
            ],
            frame => frame.Narrative.Calls.Values.SelectMany(call => call.Revisions.Select((entry, index) => entry.Data is ConveningCallRevised revised ? new object?[]
            {
                frame.Slug, call.Audience ?? "", index + 1, entry.Id, entry.OccurredAt.Earliest, revised.Text, revised.Contributors.OrNone(), entry == call.Current,
            } : []))),
        new("call_answers", "The latest answer of somebody to a call.", ["endeavour", "audience", "who"],
            [
                Endeavour, new("audience", "text not null", "The key of the audience; empty: the common call."), new("who", "text not null", "The key of who answered."),
                new("answer", "text not null", "How."), new("entry", "uuid not null", "The id of the entry."), new("earliest", "timestamptz not null", "The first instant at which it may have happened."),
            ],
            frame => frame.Narrative.Calls.Values.SelectMany(call => call.LatestAnswers.Select(entry => entry.Data is CallAnswered answered ? new object?[]
            {
                frame.Slug, call.Audience ?? "", answered.Who, Name(answered.Answer), entry.Id, entry.OccurredAt.Earliest,
            } : []))),
        new("identifications", "How a participant stands to an element.", ["endeavour", "participant", "with"],
            [
                Endeavour, new("participant", "text not null", "The key of the participant."), new("with", "text not null", "The key of the element."), new("strength", "numeric", "-1 to 1."),
                new("strength_by_self", "numeric", "What they told themselves."), new("strength_by_others", "numeric", "What others told."), new("movement", "text", "Which way they last moved."),
                new("accountability", "text", "Whether they hold themselves to account there."), new("takes_part", "boolean not null", "Whether they take part."),
            ],
            frame => frame.Identities.Participants.Values.SelectMany(participant => participant.Nexus.Values.Select(tie => new object?[]
            {
                frame.Slug, participant.Key, tie.With, tie.Strength, tie.StrengthBySelf, tie.StrengthByOthers, Name(tie.Movement), Name(tie.Accountability), participant is { Joined: not null, Left: null },
            }))),
        new("legitimacy", "How a constituency stands to the endeavour.", ["endeavour", "constituency"],
            [
                Endeavour, new("constituency", "text not null", "The key of the constituency."), new("standing", "numeric", "The mean of its last five strengths, -1 to 1."),
                new("signals", "int not null", "How many signals there are."), new("last_signal", "timestamptz not null", "The first instant at which the last one may have happened."),
            ],
            frame => frame.Legitimacy.Constituencies.Values.Select(state => new object?[] { frame.Slug, state.Key, state.Standing.Mean, state.Signals.Count, state.Signals[^1].OccurredAt.Earliest })),
        new("boundaries", "A boundary. It is neither good nor bad.", ["endeavour", "key"],
            [
                Endeavour, new("key", "text not null", "Its key."), new("name", "text", "What it is called."), new("type", "text", "What makes it a boundary."),
                new("permeability", "numeric", "How easily it is crossed, 0 to 1."),
            ],
            frame => frame.Boundaries.Boundaries.Values.Select(boundary => new object?[] { frame.Slug, boundary.Key, boundary.Description?.Name, Name(boundary.Description?.Type), boundary.Permeability })),
        new("milestones", "A milestone of agency that somebody holds. They are a set, not a ladder of worth.", ["endeavour", "who", "milestone"],
            [
                Endeavour, new("who", "text not null", "The key of who holds it."), new("milestone", "text not null", "The milestone."), new("entry", "uuid not null", "The id of the entry that reached it last."),
                new("earliest", "timestamptz not null", "The first instant at which that may have happened."),
            ],
            frame => frame.Agency.People.Values.SelectMany(state => state.Held.Select(held => new object?[] { frame.Slug, state.Key, Name(held.Key), held.Value.Id, held.Value.OccurredAt.Earliest }))),
        new("power_holdings", "A form of power in somebody's hands.", ["endeavour", "holder", "form"],
            [
                Endeavour, new("holder", "text not null", "The key of the holder."), new("form", "text not null", "The form."), new("influence", "numeric not null", "How much it moves, 0 to 1."),
                new("stance", "numeric not null", "-1 (blocks) to 1 (enables)."), new("seen", "text", "How visible it is."), new("approach", "text", "How the conveners deal with it."),
                new("entry", "uuid not null", "The id of the entry that holds."),
            ],
            frame => frame.Power.Holdings.Values.Select(holding => new object?[]
            {
                frame.Slug, holding.Key.Holder, Name(holding.Key.Form), holding.Mapped.Influence, holding.Mapped.Stance, Name(holding.Mapped.Seen), Name(holding.Mapped.Approach), holding.Latest.Id,
            })),
        new("value_stories", "A value story as it was last told.", ["endeavour", "key"],
            [
                Endeavour, new("key", "text not null", "Its key."), new("teller", "text not null", "The key of who tells it."), new("type", "text not null", "Which kind of value."),
                new("step", "text not null", "Whether it was lived."), new("effect", "text not null", "Whether it did good."), new("leads_from", "text[] not null", "The keys of the stories it leads on from."),
                new("text", "text not null", "The story."), new("entry", "uuid not null", "The id of the entry that tells it."),
            ],
            frame => frame.Value.Stories.Values.Select(entry => entry.Data is ValueStoryTold story ? new object?[]
            {
                frame.Slug, story.Key, story.Teller, Name(story.Type), Name(story.Step ?? StoryStep.Lived), Name(story.Effect ?? StoryEffect.Positive), story.LeadsFrom.OrNone(), story.Text, entry.Id,
            } : [])),
        new("outcomes", "A harvested outcome.", ["endeavour", "key"],
            [
                Endeavour, new("key", "text not null", "Its key."), new("who", "text not null", "The key of whose behaviour, relationship, policy or practice changed."), new("change", "text not null", "What changed."),
                new("occurred_at", "text not null", "When, in EDTF."), new("intended", "boolean not null", "Whether it was intended."), new("entry", "uuid not null", "The id of the entry that describes it."),
            ],
            frame => Outcome.In(frame).Select(outcome => new object?[] { frame.Slug, outcome.Data.Key, outcome.Data.Who, outcome.Data.Change, outcome.Entry.OccurredAt.Text, outcome.Data.Intended, outcome.Entry.Id })),
        new("claim_causes", "A cause that a claim names, with its time order to the outcome.", ["endeavour", "claim", "cause"],
            [
                Endeavour, new("claim", "text not null", "The key of the claim."), new("cause", "uuid not null", "The id of the entry."), new("outcome", "text not null", "The key of the outcome."),
                new("by", "text not null", "The key of who claims it."), new("weight", "text", "How much the evidence weighs."), new("time_order", "text not null", "PRECEDES, CONTRADICTS, CANNOT_TELL or OVERLAPS."),
            ],
            frame => Claim.In(frame).SelectMany(claim => claim.Causes.Where(cause => cause.Entry is not null).DistinctBy(cause => cause.Entry!.Id)
                .Select(cause => new object?[] { frame.Slug, claim.Data.Key, cause.Entry!.Id, claim.Data.Outcome, claim.Data.By, Name(cause.Weight), Name(cause.Order) }))),
        new("substantiations", "What somebody said of an aspect of an outcome or claim.", ["endeavour", "entry"],
            [
                Endeavour, new("entry", "uuid not null", "The id of the entry that says it."), new("finding", "text not null", "The key of the outcome or claim."), new("aspect", "text not null", "Of which aspect."),
                new("by", "text not null", "The key of who was asked."), new("verdict", "text not null", "What they said."),
                new("is_independent", "boolean not null", "Whether it was said neither by the claimant nor recorded by who recorded the claim or outcome."),
            ],
            frame => Outcome.In(frame).Select(outcome => (outcome.Data.Key, outcome.Aspects)).Concat(Claim.In(frame).Select(claim => (claim.Data.Key, claim.Aspects)))
                .SelectMany(finding => finding.Aspects.SelectMany(aspect => aspect.Findings.Select(said => new object?[]
                {
                    frame.Slug, said.Entry.Id, finding.Key, Name(aspect.Aspect), said.Data.By, Name(said.Data.Verdict), said.IsIndependent,
                })))),
    ];

    /// <summary>All tables.</summary>
    public static IEnumerable<Table> All => [MicroShifts, EntryTexts, .. Others];

    /// <summary>The rows of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="frame">The frame; null: no rows.</param>
    public static IReadOnlyList<Piece> Rows(Table table, Frame? frame)
    {
        if (frame is null)
            return [];
        string[] names = [.. table.Written.Select(column => column.Name)];
        int[] key = [.. table.Key.Select(name => Array.IndexOf(names, name))];
        return [.. table.Rows(frame).Select(row =>
        {
            string?[] values = [.. row.Select(Text)];
            return new Piece(Joined(key.Select(index => values[index])), Joined(values), values);
        })];
    }

    /// <summary>The columns of rows: for each the values of all rows.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows.</param>
    public static string?[][] Columns(Table table, IReadOnlyList<Piece> rows) =>
        [.. Enumerable.Range(0, table.Written.Count()).Select(column => rows.Select(row => row.Values![column]).ToArray())];

    // No two lists of values are joined to one text.
    static string Joined(IEnumerable<string?> values)
    {
        var text = new StringBuilder();
        foreach (var value in values)
            text.Append(value?.Length ?? -1).Append(':').Append(value);
        return text.ToString();
    }

    // As PostgreSQL reads it.
    static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        decimal number => CanonicalJson.Normal(number).ToString(CultureInfo.InvariantCulture),
        Raw raw => Json(raw),
        IEnumerable<string> list => $"{{{string.Join(',', list.Select(item => $"\"{item.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""))}}}",
        _ => value.ToString(),
    };

    static string Json(Raw raw)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, CanonicalJson.Options);
        raw.Write(writer);
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static string TextOf(Entry entry)
    {
        var texts = entry.Kind.Members.All
            .SelectMany(member => member.Of(entry.Data) switch
            {
                string text when member.Shape is TextShape => [text],
                IEnumerable<string> list when member.Shape is ListShape { Item: TextShape } => list,
                System.Collections.IEnumerable records when member.Shape is ListShape { Item: RecordShape item } => records.Cast<object>()
                    .SelectMany(record => item.Members.All.Where(part => part.Shape is TextShape).Select(part => part.Of(record)).OfType<string>()),
                _ => Enumerable.Empty<string>(),
            });
        // Nobody finds what was destroyed.
        return string.Join('\n', (entry.Note is null ? texts : texts.Append(entry.Note)).Where(text => !Erased.Is(text)));
    }

    static Instant? LastRecordedAt(Frame frame) => frame.Edition.Known.Select(entry => (Instant?)entry.RecordedAt).Max();

    static string? Name<T>(T? value) where T : struct, Enum => value is { } known ? ValueNames.Of(known) : null;

    static string Name<T>(T value) where T : struct, Enum => ValueNames.Of(value);

    sealed record Raw(Action<Utf8JsonWriter> Write);
}
