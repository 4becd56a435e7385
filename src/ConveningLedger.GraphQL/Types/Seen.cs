namespace ConveningLedger.GraphQL.Types;

/// <summary>Where a value is looked at: in which frame, and so by whom and as of when. Everything below a frame obeys it.</summary>
/// <param name="history">The history the frame is of.</param>
/// <param name="clearance">For which circle.</param>
/// <param name="frame">Makes the frame, when it is first asked for: an entry that was just recorded is often shown without.</param>
public sealed class Scene(History history, Visibility clearance, Func<Frame> frame)
{
    readonly Lazy<Frame> frame = new(frame);

    /// <summary>The scene of a frame.</summary>
    /// <param name="history">The history the frame is of.</param>
    /// <param name="frame">The frame.</param>
    public Scene(History history, Frame frame) : this(history, frame.SeenAs, () => frame)
    {
    }

    /// <summary>The history the frame is of.</summary>
    public History History { get; } = history;

    /// <summary>The circle it is shown to.</summary>
    public Visibility Clearance { get; } = clearance;

    /// <summary>The frame.</summary>
    public Frame Frame => frame.Value;

    /// <summary>The endeavour today, with all that is recorded.</summary>
    /// <param name="history">The history.</param>
    /// <param name="clearance">For which circle.</param>
    /// <param name="now">Now.</param>
    public static Scene Today(History history, Visibility clearance, Instant now) => new(history, clearance, () =>
    {
        var prospect = history.For(clearance);
        var knownAt = now > prospect.LastRecordedAt ? now : prospect.LastRecordedAt;
        return prospect.KnownAt(knownAt).At(now, knownAt);
    });
}

/// <summary>A value and where it is looked at; the source of every object in the graph.</summary>
/// <param name="Scene">Where.</param>
/// <param name="Value">The value.</param>
public sealed record Seen(Scene Scene, object Value)
{
    /// <summary>Makes of a value of the domain what the engine takes: scalars as they are written, objects with their scene.</summary>
    /// <param name="scene">Where it is looked at.</param>
    /// <param name="value">The value.</param>
    public static object? Wrap(Scene scene, object? value) => value switch
    {
        null or string or bool or int or long or double or Seen or NumberColumn => value,
        decimal number => (double)number,
        Enum => ValueNames.Of(value.GetType()).NameOf(value),
        Guid id => id.ToString(),
        Instant instant => instant.ToString(),
        Edtf date => date.Text,
        TimeSpan span => span.TotalSeconds,
        System.Collections.IEnumerable list => list.Cast<object?>().Select(item => Wrap(scene, item)).ToArray(),
        _ => new Seen(scene, value),
    };
}
