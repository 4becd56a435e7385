using ConveningLedger.GraphQL.Types;
using ConveningLedger.LongGame;
using GraphQL;

namespace ConveningLedger.GraphQL.Views;

/// <summary>The types of tracks and series.</summary>
static class TrackTypes
{
    const long MillisecondsPerDay = 86_400_000;
    const long MicrosecondsPerDay = MillisecondsPerDay * 1_000;
    const decimal LargestScale = 1_000_000;
    const string Description =
        "Everything that the measures and texts of an endeavour were at any moment, as far as it was known by any other moment, for one circle: what a client needs to move both clocks without asking again. "
        + "To read a track at (at, knownAt): take its rows with validFrom ≤ at and recordedFrom ≤ knownAt < recordedTo, in the order of validFrom and then of entry, and fold them as the track says. "
        + "Valid time is exact, in microseconds; recorded time is in whole milliseconds, rounded up, which makes it exact for every moment on a whole millisecond.";
    const int MostEntries = 100;
    const int MostSeries = 50;

    public static void Add(GraphTypes types)
    {
        types.Enum(typeof(TrackFold));
        types.Enum(typeof(TrackText));
        types.Object<Tracks>("Tracks", Description)
            .Field("origin", "DateTime!", tracks => tracks.Origin)
            .Field("version", "String!", tracks => tracks.Version)
            .Field("entries", "TrackEntries!", (tracks, _) => new TrackEntries(tracks), "The entries that rows refer to, as columns.")
            .Field("stays", "EntryStays!", (tracks, _) => new EntryStays(tracks), "When those entries stood, and at which date, whose date was corrected or that were taken back, as columns: few. For them it counts instead of the columns of entries.")
            .Field("tracks", "[Track!]!", tracks => tracks.All)
            .Field("rows", "TrackRows!", (tracks, _) => new TrackRows(tracks), "The rows of all tracks, by entry, as columns.")
            .Field("entriesAt", "[Entry]!", EntriesAt, $"The entries of some numbers, in the order asked for, as they stand today; at most {MostEntries} at once. Null for one that was taken back for reasons that are not for this circle.",
                new("numbers", "[Int!]!", "Their numbers."), new("version", "String!", "The version of the tracks that the numbers are from. Where it is another by now, this is refused: ask for the tracks anew."));
        types.Object<TrackEntries>("TrackEntries", "The entries of tracks, as columns: the n-th value of each is of the entry number n, from 0, in the order of receiving. Dates are those that the circle may see first; an entry stands at its date since it became known, unless `stays` says otherwise.")
            .Field("count", "Int!", (entries, _) => entries.Tracks.Entries.Length, "How many there are.")
            .Field("recorded", "NumberColumn!", (entries, _) => Column(Deltas(entries.Recorded)), "When each became known, in milliseconds since the origin, rounded up; each as the difference to the one before, the first to 0.")
            .Field("daysBefore", "NumberColumn!", (entries, _) => Column(entries.Recorded.Zip(entries.Earliest, (recorded, earliest) => FloorDiv(recorded, MillisecondsPerDay) - FloorDiv(earliest, MicrosecondsPerDay))),
                "The earliest end of when it occurred: how many UTC days before the day on which it became known.")
            .Field("timeOfDay", "NumberColumn!", (entries, _) => Column(entries.Earliest.Select(earliest => earliest - (FloorDiv(earliest, MicrosecondsPerDay) * MicrosecondsPerDay))), "The microseconds of that earliest end within its day.")
            .Field("span", "NumberColumn!", (entries, _) => Column(entries.Tracks.Entries.Select(entry => entry.OccurredAt.Latest.Microseconds - entry.OccurredAt.Earliest.Microseconds)), "How many microseconds the latest end is after the earliest.")
            .Field("kinds", "[String!]!", (entries, _) => entries.Kinds, "The kinds that there are.")
            .Field("kind", "NumberColumn!", (entries, _) => new NumberColumn(entries.Tracks.Entries.Select(entry => (decimal)Array.IndexOf(entries.Kinds, entry.Kind.Name))), "Which of the kinds, from 0.");
        types.Object<EntryStays>("EntryStays", "When entries stood, and at which date, by entry, as columns. An entry that is in none of the rows stands as the columns of entries say; one that is stands only where one of its rows says so: as known at a moment, the row with recordedFrom ≤ knownAt < recordedTo.")
            .Field("count", "Int!", (stays, _) => stays.Tracks.Stays.Length, "How many rows there are.")
            .Field("entry", "NumberColumn!", (stays, _) => Column(Deltas(stays.Tracks.Stays.Select(stay => (long)stay.Entry))), "The number of the entry; each as the difference to the one before, the first to 0.")
            .Field("validFrom", "NumberColumn!", (stays, _) => Column(stays.Tracks.Stays.Select(stay => stay.ValidFrom - stays.Tracks.MicrosecondsOf(stays.Tracks.Entries[stay.Entry].OccurredAt.Earliest))),
                "The earliest end of when it occurred, in microseconds after the one in the columns of entries.")
            .Field("span", "NumberColumn!", (stays, _) => Column(stays.Tracks.Stays.Select(stay => stay.Span)), "How many microseconds the latest end is after the earliest.")
            .Field("recordedFrom", "NumberColumn!", (stays, _) => Column(stays.Tracks.Stays.Select(stay => stay.RecordedFrom - stays.Tracks.MillisecondsOf(stays.Tracks.Entries[stay.Entry].RecordedAt))),
                "From when on it was known so, in milliseconds after the entry became known.")
            .Field("recordedTo", "NumberColumn!", (stays, _) => new NumberColumn(stays.Tracks.Stays.Select(stay => stay.RecordedTo is { } to ? (decimal?)(to - stays.Tracks.MillisecondsOf(stays.Tracks.Entries[stay.Entry].RecordedAt)) : null)),
                "Until when it was known so, exclusive, in milliseconds after the entry became known; null: it still is.");
        types.Object<Track>("Track")
            .Field("fold", "TrackFold!", track => track.Fold)
            .Field("measure", "Measure", (track, _) => track.Measure?.Measure, "The measure; null for a text.")
            .Field("subject", "[String!]!", (track, _) => track.Measure?.Subject ?? Several<string>.None, "The keys and names that make up the measure's subject.")
            .Field("text", "TrackText", track => track.Text)
            .Field("key", "String!", track => track.Key)
            .Field("members", "[String!]!", track => track.Members);
        types.Object<TrackRows>("TrackRows", "The rows of all tracks, by entry, as columns.")
            .Field("count", "Int!", (rows, _) => rows.Tracks.Rows.Length, "How many there are.")
            .Field("track", "NumberColumn!", (rows, _) => Column(rows.Tracks.Rows.Select(row => (long)row.Track)), "The place of the track in the list of tracks, from 0.")
            .Field("entry", "NumberColumn!", (rows, _) => Column(Deltas(rows.Tracks.Rows.Select(row => (long)row.Entry))), "The number of the entry; each as the difference to the one before, the first to 0.")
            .Field("scale", "Float!", (rows, _) => rows.Scale, "What values are to be divided by: a power of ten, so that they travel as whole numbers.")
            .Field("value", "NumberColumn!", (rows, _) => new NumberColumn(rows.Tracks.Rows.Select(row => row.Value * rows.Scale)), "What it did, times the scale; see the track's fold.")
            .Field("validFrom", "NumberColumn!", (rows, _) => Column(rows.Tracks.Rows.Select(row => row.ValidFrom - rows.Tracks.MicrosecondsOf(rows.Tracks.Entries[row.Entry].OccurredAt.Earliest))),
                "From when on it was so in the world, in microseconds after the earliest end in the columns of entries: 0 unless its date was corrected.")
            .Field("recordedFrom", "NumberColumn!", (rows, _) => Column(rows.Tracks.Rows.Select(row => row.RecordedFrom - rows.Tracks.MillisecondsOf(rows.Tracks.Entries[row.Entry].RecordedAt))),
                "From when on it was known so, in milliseconds after the entry became known: 0 unless it was corrected or taken back since.")
            .Field("recordedTo", "NumberColumn!", (rows, _) => new NumberColumn(rows.Tracks.Rows.Select(row => row.RecordedTo is { } to ? (decimal?)(to - rows.Tracks.MillisecondsOf(rows.Tracks.Entries[row.Entry].RecordedAt)) : null)),
                "Until when it was known so, exclusive, in milliseconds after the entry became known; null: it still is.")
            .Field("standpoints", "[Standpoint!]!", (rows, _) => rows.Standpoints, "The standpoints that there are.")
            .Field("standpoint", "NumberColumn!", (rows, _) => new NumberColumn(rows.Tracks.Rows.Select(row => row.Standpoint is { } standpoint ? (decimal?)Array.IndexOf(rows.Standpoints, standpoint) : null)),
                "From which of the standpoints it was told, from 0; null: nobody said. Where it was corrected, the rows from before and after say each what was known then.")
            .Field("modes", "NumberColumn!", (rows, _) => Column(rows.Tracks.Rows.Select(row => row.Modes.Sum(mode => 1L << (int)mode))),
                "The modes of identification at work, as the sum of 1 for engagement, 2 for imagination and 4 for alignment; 0: none is named. They follow corrections as `standpoint` does.");
        types.Enum(typeof(SeriesStep));
        types.Object<Series>("Series")
            .Field("measure", "Measure!", (series, _) => series.Of.Measure, "The measure.")
            .Field("subject", "[String!]!", (series, _) => series.Of.Subject, "The keys and names that make up its subject, in the order of the vocabulary.")
            .Field("elements", "[Element!]!", (series, scene) => TrendTypes.ElementsOf(scene, series.Of), "The elements in its subject.")
            .Field("values", "[SeriesValue!]!", series => series.Values);
        types.Object<SeriesValue>("SeriesValue")
            .Field("from", "DateTime!", value => value.From)
            .Field("to", "DateTime!", value => value.To)
            .Field("value", "Float", value => value.Value)
            .Field("points", "Int!", value => value.Points)
            .Field("pointsSoFar", "Int!", value => value.PointsSoFar);
    }

    public static Argument[] SeriesArguments =>
    [
        new("measures", "[Measure!]", "Of these measures only."), new("subject", "Slug", "Of one subject only: a key that the measures are of."),
        new("from", "MomentText", "An instant in the first step. Absent: that of the first point."), new("to", "MomentText", "An instant in the last step, not after the frame's. Absent: the frame's."),
        new("step", "SeriesStep!", "How long the steps are.", "MONTH"),
    ];

    public static Seen? TracksOf(History history, Scene scene, IResolveFieldContext context) =>
        Ask.Frame(history, scene, new(As: Ask.Circle(context, "as"))) is { } frame ? new(new(history, frame), history.For(frame.SeenAs).Tracks) : null;

    public static IEnumerable<Series> SeriesOf(Scene scene, IResolveFieldContext context)
    {
        var (measures, subject) = (Ask.Values(context, "measures"), Ask.TextOrNull(context, "subject"));
        var courses = scene.Frame.Measures.Courses
            .Where(course => (measures is null || measures.Contains(ValueNames.Of(course.Key.Measure))) && (subject is null || course.Key.Subject.Contains(subject)))
            .OrderBy(course => course.Key.Measure).ThenBy(course => string.Join(' ', course.Key.Subject), StringComparer.Ordinal).ToArray();
        if (courses.Length == 0)
            return [];
        if (courses.Length > MostSeries)
            throw Ask.Refused(RefusalCode.OutOfRange, $"There are {courses.Length} such measures.", $"`measures` or a `subject` that are at most {MostSeries} together");
        var prospect = scene.History.For(scene.Clearance);
        var to = Ask.Moment(context, "to", Clock.At, prospect) ?? scene.Frame.At;
        var from = Ask.Moment(context, "from", Clock.At, prospect) ?? courses.Min(course => course.Value[0].Entry.OccurredAt.Earliest);
        if (to > scene.Frame.At || from > to)
            throw Ask.Refused(RefusalCode.OutOfRange, $"The series is to go from {from} to {to}.", $"a span up to the frame's moment, {scene.Frame.At}, that does not end before it begins");
        var step = (SeriesStep)ValueNames.Of(typeof(SeriesStep)).ValueOf(Ask.Text(context, "step"))!;
        var steps = Series.Steps(from, to, step) ?? throw Ask.Refused(RefusalCode.OutOfRange, $"From {from} to {to} there are too many steps of a {Wording.Of(step)}.", $"at most {Series.MostSteps:N0} steps: longer ones, or a shorter span");
        return courses.Select(course => Series.OfCourse(course.Key, [.. course.Value], steps, to));
    }

    static object? EntriesAt(Tracks tracks, Scene scene, IResolveFieldContext context)
    {
        var numbers = context.GetArgument<int[]>("numbers");
        if (Ask.Text(context, "version") != tracks.Version)
            throw new ExecutionError("The tracks have another version by now: the numbers may mean other entries. Ask for the tracks anew.") { Code = "VERSION_BEHIND" };
        if (numbers.Length > MostEntries || numbers.Any(number => number < 0 || number >= tracks.Entries.Length))
            throw Ask.Refused(RefusalCode.OutOfRange, "There are too many numbers, or one of no entry.", $"at most {MostEntries} numbers from 0 to {tracks.Entries.Length - 1}");
        return numbers.Select(number => scene.Frame.Edition.Find(tracks.Entries[number].Id.ToString()));
    }

    static NumberColumn Column(IEnumerable<long> values) => new(values.Select(value => (decimal)value));

    static IEnumerable<long> Deltas(IEnumerable<long> values)
    {
        var before = 0L;
        foreach (var value in values)
        {
            yield return value - before;
            before = value;
        }
    }

    static long FloorDiv(long number, long by) => (number - (((number % by) + by) % by)) / by;

    sealed record TrackEntries(Tracks Tracks)
    {
        public string[] Kinds { get; } = [.. Tracks.Entries.Select(entry => entry.Kind.Name).Distinct().Order(StringComparer.Ordinal)];
        public IEnumerable<long> Earliest => Tracks.Entries.Select(entry => Tracks.MicrosecondsOf(entry.OccurredAt.Earliest));
        public IEnumerable<long> Recorded => Tracks.Entries.Select(entry => Tracks.MillisecondsOf(entry.RecordedAt));
    }

    sealed record EntryStays(Tracks Tracks);

    sealed record TrackRows(Tracks Tracks)
    {
        public decimal Scale { get; } = ScaleOf(Tracks);
        public Standpoint[] Standpoints { get; } = [.. Tracks.Rows.Select(row => row.Standpoint).OfType<Standpoint>().Distinct().Order()];

        static decimal ScaleOf(Tracks tracks)
        {
            var scale = 1m;
            while (scale < LargestScale && tracks.Rows.Any(row => !decimal.IsInteger(row.Value * scale)))
                scale *= 10;
            return scale;
        }
    }
}
