using ConveningLedger.GraphQL.Types;
using ConveningLedger.LongGame;
using GraphQL;

namespace ConveningLedger.GraphQL.Views;

/// <summary>Frames of moments in equal steps: a history played in one question.</summary>
static class Replay
{
    /// <summary>How many frames at most.</summary>
    public const int Most = 200;

    /// <summary>How many where nothing is said.</summary>
    public const int Usual = 60;

    /// <summary>What it counts for, beside what is asked of its frames.</summary>
    public const int Weight = 50;

    public const string Description =
        "The endeavour in equal steps of time: the frame at the end of each step from the one that `from` is in to the one that `to` is in, the last one at `to` itself. At most 200 frames.";

    public static Argument[] Arguments(GraphTypes types) =>
    [
        new("from", "MomentText!", "An instant in the first step."), new("to", "MomentText", "An instant in the last step. Absent: now."),
        new("every", $"{types.Enum(typeof(SeriesStep))}!", "How long the steps are.", "MONTH"),
        new("knownAt", "MomentText", "By when it had to be known, for all frames. Absent: all that is recorded."),
        new("asItBecameKnown", "Boolean!", "Each frame with what was known at its own moment, instead of `knownAt`.", false),
        new("most", "Int!", $"How many frames are wanted at most, 1 to {Most}: more are refused, and fewer cost less.", Usual),
        new("as", "Visibility", "As a wider circle would see it. Absent: the viewer's own."),
    ];

    public static object? Frames(History history, Scene scene, IResolveFieldContext context)
    {
        var (known, follows) = (Ask.TextOrNull(context, "knownAt"), Ask.Flag(context, "asItBecameKnown"));
        var most = context.GetArgument<int>("most");
        if (most is < 1 or > Most)
            throw Ask.Refused(RefusalCode.OutOfRange, $"`most` is {most}.", $"1 to {Most}");
        if (known is not null && follows)
            throw Ask.Refused(RefusalCode.OutOfRange, "`knownAt` and `asItBecameKnown` cannot be asked for together.", "one of them");
        if (Ask.Frame(history, scene, new(Ask.TextOrNull(context, "to"), known, Ask.Circle(context, "as"))) is not { } last)
            return Array.Empty<object>();
        var prospect = history.For(last.SeenAs);
        var from = Ask.Moment(context, "from", Clock.At, prospect)!.Value;
        if (from > last.At)
            throw Ask.Refused(RefusalCode.OutOfRange, $"The replay is to go from {from} to {last.At}.", "a span that does not end before it begins");
        var step = (SeriesStep)ValueNames.Of(typeof(SeriesStep)).ValueOf(Ask.Text(context, "every"))!;
        var steps = Series.Steps(from, last.At, step);
        if (steps is null || steps.Count > most)
            throw Ask.Refused(RefusalCode.OutOfRange, $"From {from} to {last.At} there are more than {most} steps of a {Wording.Of(step)}.", $"longer steps, a shorter span, or `most` up to {Most}");
        return steps.Select(span =>
        {
            var at = span.To.PlusMicroseconds(-1) < last.At ? span.To.PlusMicroseconds(-1) : last.At;
            var frame = prospect.KnownAt(follows ? at : last.KnownAt).At(at, follows ? at : last.KnownAt);
            return new Seen(new(history, frame), frame);
        }).ToArray();
    }
}
