namespace ConveningLedger.GraphQL.Types;

/// <summary>Where a value is looked at: in which frame, and so by whom and as of when. Everything below a frame obeys it.</summary>
/// <param name="History">The history the frame is of.</param>
/// <param name="Frame">The frame.</param>
public sealed record Scene(History History, Frame Frame)
{
    /// <summary>The same moment for the same circle, with nothing left out because it occurs later.</summary>
    public static Scene Latest(History history, Visibility clearance, Instant now)
    {
        var prospect = history.For(clearance);
        var knownAt = now > prospect.LastRecordedAt ? now : prospect.LastRecordedAt;
        return new(history, prospect.KnownAt(knownAt).At(now, knownAt));
    }
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
        null or string or bool or int or long or double or Seen => value,
        decimal number => (double)number,
        Enum => ValueNames.Of(value.GetType()).NameOf(value),
        Guid id => id.ToString(),
        Instant instant => instant.ToString(),
        Edtf date => date.Text,
        TimeSpan span => span.TotalSeconds,
        System.Collections.IEnumerable list => list.Cast<object>().Select(item => Wrap(scene, item)).ToArray(),
        _ => new Seen(scene, value),
    };
}
