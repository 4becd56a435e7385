using GraphQL;

namespace ConveningLedger.GraphQL.Types;

/// <summary>What a field was asked with.</summary>
static class Ask
{
    /// <summary>A text that has to be given.</summary>
    public static string Text(IResolveFieldContext context, string name) => TextOrNull(context, name)!;

    /// <summary>A text, or null where it is not given.</summary>
    public static string? TextOrNull(IResolveFieldContext context, string name) => context.GetArgument<string?>(name);

    /// <summary>Yes or no.</summary>
    public static bool Flag(IResolveFieldContext context, string name) => context.GetArgument<bool>(name);

    /// <summary>The written names of values, or null where none are given.</summary>
    public static HashSet<string>? Values(IResolveFieldContext context, string name) => context.GetArgument<string[]?>(name)?.ToHashSet();

    /// <summary>The instant that a moment's text means, or null where it is not given.</summary>
    /// <exception cref="ExecutionError">It means none.</exception>
    public static Instant? Moment(IResolveFieldContext context, string name, Clock clock, Prospect prospect)
    {
        if (TextOrNull(context, name) is not { } text)
            return null;
        return Moments.Read(text, clock, prospect, out var refusal) ?? throw new ExecutionError(refusal!.ToString()) { Code = ValueNames.Of(refusal!.Code) };
    }

    /// <summary>A date, or null where it is not given.</summary>
    /// <exception cref="ExecutionError">It cannot be read.</exception>
    public static Edtf? Date(IResolveFieldContext context, string name) => TextOrNull(context, name) is not { } text ? null
        : Edtf.TryParse(text, out var date, out var problem) ? date
        : throw Refused(RefusalCode.DateUnreadable, $"`{name}` cannot be read: {problem}", "a date in EDTF, such as `2019-03`");

    /// <summary>The frame that is asked for; null where the endeavour does not exist for the circle.</summary>
    /// <exception cref="ExecutionError">It is refused.</exception>
    public static Frame? Frame(History history, Scene scene, AskedFrame asked)
    {
        var frame = asked.Of(history, scene.Clearance, scene.Frame.At, out var refusal);
        return refusal is null ? frame : throw new ExecutionError(refusal.ToString()) { Code = ValueNames.Of(refusal.Code) };
    }

    /// <summary>The endeavour of a scene as the circle that is asked for by `as` sees it today; null where it does not exist for that circle.</summary>
    /// <exception cref="ExecutionError">It is refused.</exception>
    public static Scene? As(Scene scene, IResolveFieldContext context) =>
        Circle(context, "as") is not { } circle ? scene : Frame(scene.History, scene, new(As: circle)) is { } frame ? new(scene.History, frame) : null;

    /// <summary>The circle that is asked for, or null where none is.</summary>
    public static Visibility? Circle(IResolveFieldContext context, string name) =>
        TextOrNull(context, name) is { } written ? (Visibility)ValueNames.Of(typeof(Visibility)).ValueOf(written)! : null;

    /// <summary>The refusal of what was asked.</summary>
    public static ExecutionError Refused(RefusalCode code, string message, string accepted) => new($"{message} Accepted: {accepted}.") { Code = ValueNames.Of(code) };
}
