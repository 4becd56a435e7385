using ConveningLedger.GraphQL.Entries;
using ConveningLedger.GraphQL.Types;
using ConveningLedger.LongGame;
using GraphQL;

namespace ConveningLedger.GraphQL.Views;

/// <summary>The types of trends and of silence.</summary>
static class TrendTypes
{
    /// <summary>The longest window: longer than any history that can be written.</summary>
    const int MostDays = 3_660_000;

    public static Argument[] Arguments(GraphTypes types) =>
    [
        new("days", "Int", $"How long the window is, in days up to the frame's moment. Absent: {Trend.UsualDays}, unless `from` is given."),
        new("from", "MomentText", "When the window starts, instead of `days`; that instant is not in it."),
        new("measure", types.Enum(typeof(Measure)), "Of one measure only."),
        new("subject", "Slug", "Of one subject only: a key that the measure is of."),
        new("patterns", $"[{types.Enum(typeof(TrendPattern))}!]", "Of these patterns only: RELAPSING for who slid back, say."),
    ];

    public static void Add(GraphTypes types)
    {
        types.Object<Trend>("Trend")
            .Field("measure", "Measure!", (trend, _) => trend.Of.Measure, "The measure.")
            .Field("subject", "[String!]!", (trend, _) => trend.Of.Subject, "The keys and names that make up its subject, in the order of the vocabulary.")
            .Field("elements", "[Element!]!", (trend, scene) => ElementsOf(scene, trend.Of), "The elements in its subject.")
            .Field("from", "DateTime!", trend => trend.From)
            .Field("at", "DateTime!", trend => trend.At)
            .Field("carriedIn", "Float", trend => trend.CarriedIn)
            .List("points", "TrendPoint", trend => trend.Points)
            .Field("pointCount", "Int!", (trend, _) => trend.Points.Length, "How many points there are in the window.")
            .Field("slope", "Float!", trend => trend.Slope)
            .Field("firstHalfSlope", "Float!", trend => trend.FirstHalfSlope)
            .Field("secondHalfSlope", "Float!", trend => trend.SecondHalfSlope)
            .Field("largestRise", "TrendRise", trend => trend.LargestRise)
            .Field("turn", "TrendPoint", trend => trend.Turn)
            .Field("pattern", "TrendPattern!", trend => trend.Pattern)
            .Field("rule", "String!", trend => trend.Rule);
        types.Object<TrendPoint>("TrendPoint")
            .Field("value", "Float!", point => point.Value)
            .Field("days", "Float!", point => point.Days)
            .Field("entry", "Entry!", point => point.Entry);
        types.Object<TrendRise>("TrendRise")
            .Field("from", "TrendPoint!", rise => rise.From)
            .Field("to", "TrendPoint!", rise => rise.To)
            .Field("size", "Float!", rise => rise.Size);
        types.Enum(typeof(SilenceOf));
        types.Object<Silence>("Silence")
            .Field("of", "SilenceOf!", silence => silence.Of)
            .Field("key", "Slug!", silence => silence.Key)
            .Field("element", "Element", (silence, scene) => silence.Of == SilenceOf.AspiredStory ? null : EntryTypes.ElementIn(scene, silence.Key), "Who; null for a story.")
            .Field("story", "ValueStory", (silence, scene) => silence.Of == SilenceOf.AspiredStory ? FrameTypes.StoryIn(scene, silence.Key) : null, "The story that is hoped for; null for people.")
            .Field("last", "Entry", silence => silence.Last)
            .Field("since", "DateTime", silence => silence.Since)
            .Field("days", "Int", silence => silence.Days)
            .Field("isUncertain", "Boolean!", silence => silence.IsUncertain);
    }

    public static IEnumerable<object> In(Scene scene, IResolveFieldContext context)
    {
        var at = scene.Frame.At;
        var from = Ask.Moment(context, "from", Clock.At, scene.History.For(scene.Clearance));
        if (from is null)
        {
            var days = context.GetArgument<int?>("days") ?? Trend.UsualDays;
            if (days is < 1 or > MostDays)
                throw Ask.Refused(RefusalCode.OutOfRange, $"`days` is {days}.", $"1 to {MostDays:N0}");
            var microseconds = days * TimeSpan.MicrosecondsPerDay;
            from = at.Microseconds - Instant.MinValue.Microseconds > microseconds ? at.PlusMicroseconds(-microseconds) : Instant.MinValue;
        }
        if (from >= at)
            throw Ask.Refused(RefusalCode.OutOfRange, $"`from` is {from}, and the frame's moment is {at}.", "a moment before the frame's");
        var (measure, subject, patterns) = (Ask.TextOrNull(context, "measure"), Ask.TextOrNull(context, "subject"), Ask.Values(context, "patterns"));
        return Trend.AllOf(scene.Frame, from.Value, of =>
                (measure is null || ValueNames.Of(of.Measure) == measure) && (subject is null || of.Subject.Contains(subject)))
            .Where(trend => patterns is null || patterns.Contains(ValueNames.Of(trend.Pattern)));
    }

    /// <summary>The elements that a measure is of.</summary>
    public static IEnumerable<Landscape.ElementState> ElementsOf(Scene scene, MeasureKey of) => of.Measure switch
    {
        Measure.Permeability or Measure.Leaning => [],
        Measure.Stance or Measure.Influence => [EntryTypes.ElementIn(scene, of.Subject[0])],
        Measure.Depth => of.Subject.Take(2).Select(key => EntryTypes.ElementIn(scene, key)),
        _ => of.Subject.Select(key => EntryTypes.ElementIn(scene, key)),
    };
}
