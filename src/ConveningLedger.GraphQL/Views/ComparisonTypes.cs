using ConveningLedger.GraphQL.Entries;
using ConveningLedger.GraphQL.Types;
using GraphQL;
using GraphQL.Types;

namespace ConveningLedger.GraphQL.Views;

/// <summary>The types of comparisons.</summary>
static class ComparisonTypes
{
    public const string Description =
        "Two moments beside each other: what differs, from what to what, and what moved it. The same `at` with two `knownAt` is hindsight; `as` of one side only is what that circle would see. Null where the endeavour does not exist for one of the circles.";

    public static readonly Argument[] Arguments = [new("from", "MomentInput!", "One moment."), new("to", "MomentInput!", "The other moment.")];

    public static void Add(GraphTypes types)
    {
        var input = new InputObjectGraphType { Name = "MomentInput", Description = "A moment to look at." };
        input.AddField(new FieldType { Name = "at", Description = "When it was so in the world. Absent: now.", ResolvedType = types.Names.Read("MomentText") });
        input.AddField(new FieldType { Name = "knownAt", Description = "By when it had to be known. Absent: all that is recorded.", ResolvedType = types.Names.Read("MomentText") });
        input.AddField(new FieldType { Name = "as", Description = "As a wider circle would see it. Absent: the viewer's own.", ResolvedType = types.Names.Read("Visibility") });
        types.All.Add(input);
        types.Object<Comparison>("Comparison")
            .Field("from", "Frame!", (comparison, scene) => In(scene, comparison.From, comparison.From), "The one frame.")
            .Field("to", "Frame!", comparison => comparison.To, "The other frame.")
            .Field("account", "String!", (comparison, _) => ComparisonAccount.Of(comparison), "What differs, in plain words, at most 120 of them.").Weighing(50)
            .List("changes", "Change", Changes, "The registers that differ, in a fixed order.",
            [
                new("kinds", $"[{types.Enum(typeof(RegisterKind))}!]", "Registers of these kinds only."),
                new("dimensions", "[Dimension!]", "Registers of these dimensions only."), new("subject", "Slug", "Of one subject only: a key that the register is of."),
            ]);
        types.Object<ChangeShown>("Change", Documentation.Summary(typeof(Change)))
            .Field("register", $"{types.Enum(typeof(RegisterName))}!", (shown, _) => shown.Change.Register.Name, "The register.")
            .Field("kind", "RegisterKind!", (shown, _) => shown.Change.Register.Kind, "What it holds.")
            .Field("dimension", "Dimension", (shown, _) => shown.Change.Register.Dimension, "The dimension it counts to, or null.")
            .Field("measure", "Measure", (shown, _) => shown.Change.Register.Measure, "The measure it is, or null.")
            .Field("subject", "[String!]!", (shown, _) => shown.Change.Register.Subject, "The keys, names and texts that say of what, in the order of the vocabulary; none for the endeavour itself and its common call.")
            .Field("elements", "[Element!]!", (shown, scene) => shown.Change.Register.Subject.Where(key => HasElement(shown, key)).Select(key => EntryTypes.ElementIn(scene, key)), "The elements in its subject.")
            .Field("from", "RegisterValue", (shown, _) => shown.Change.From, "Its value in the one frame; null where it has none.")
            .Field("to", "RegisterValue", (shown, _) => shown.Change.To, "Its value in the other; null where it has none.")
            .Field("delta", "Float", (shown, _) => shown.Change.Delta, "How far a number moved; null for others, and where it has no value on one side.")
            .Field("diff", "[DiffRun!]!", (shown, _) => shown.Change.Diff, "The word-level difference of two texts; empty for others.")
            .List("movers", "Mover", (shown, _) => shown.Change.Movers.Select(mover => new MoverShown(shown.Comparison, mover)), "What moved it, in the order of the frame.");
        types.Object<RegisterValue>("RegisterValue", "The value of a register. One of the four is given.")
            .Field("number", "Float", (value, _) => (value as RegisterValue.Number)?.Value, "A number.")
            .Field("text", "String", (value, _) => (value as RegisterValue.Text)?.Value, "A text, a date as it was written, or a key.")
            .Field("choice", "String", (value, _) => value is RegisterValue.Choice ? value.ToString() : null, "One of a list of values, by its name.")
            .Field("isMember", "Boolean", (value, _) => value is RegisterValue.Member ? true : null, "That somebody or something belongs there.");
        types.Object<MoverShown>("Mover", Documentation.Summary(typeof(Mover)))
            .Field("before", "Entry", (shown, scene) => In(scene, shown.Comparison.From, shown.Mover.Before), "The entry as the one frame has it; null where it is not effective there.")
            .Field("after", "Entry", (shown, scene) => In(scene, shown.Comparison.To, shown.Mover.After), "The entry as the other frame has it; null where it is not effective there.")
            .Field("causes", "[Entry!]!", (shown, _) => shown.Mover.Causes, "The corrections, retractions and reclassifications that made the difference; none where it is time, or knowledge of the entry itself, that did.");
    }

    /// <summary>The comparison that is asked for.</summary>
    public static object? Compare(History history, Scene scene, IResolveFieldContext context)
    {
        var (from, to) = (Side("from"), Side("to"));
        return from is null || to is null ? null : new Seen(new(history, to), Comparison.Of(from, to));

        Frame? Side(string name)
        {
            var given = (IDictionary<string, object?>)context.Arguments![name].Value!;
            return Ask.Frame(history, scene, new(given.TryGetValue("at", out var at) ? (string?)at : null, given.TryGetValue("knownAt", out var knownAt) ? (string?)knownAt : null,
                given.TryGetValue("as", out var circle) && circle is string written ? (Visibility)ValueNames.Of(typeof(Visibility)).ValueOf(written)! : null));
        }
    }

    static IEnumerable<object> Changes(Comparison comparison, Scene _, IResolveFieldContext context)
    {
        var (kinds, dimensions, subject) = (Ask.Values(context, "kinds"), Ask.Values(context, "dimensions"), Ask.TextOrNull(context, "subject"));
        return comparison.Changes
            .Where(change => kinds is null || kinds.Contains(ValueNames.Of(change.Register.Kind)))
            .Where(change => dimensions is null || (change.Register.Dimension is { } dimension && dimensions.Contains(ValueNames.Of(dimension))))
            .Where(change => subject is null || change.Register.Subject.Contains(subject))
            .Select(change => new ChangeShown(comparison, change));
    }

    static Seen? In(Scene scene, Frame frame, object? value) => value is null ? null : new(new(scene.History, frame), value);

    static bool HasElement(ChangeShown shown, string key) =>
        shown.Comparison.To.Landscape.Elements.ContainsKey(key) || shown.Comparison.From.Landscape.Elements.ContainsKey(key);

    sealed record ChangeShown(Comparison Comparison, Change Change);

    sealed record MoverShown(Comparison Comparison, Mover Mover);
}
