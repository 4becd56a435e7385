using System.Collections.Immutable;

namespace ConveningLedger.LongGame;

/// <summary>The long game at a moment: what was noticed, the tensions held, what was reflected on.</summary>
public sealed record LongGameView : IView<LongGameView>
{
    /// <inheritdoc/>
    public static LongGameView Empty { get; } = new();

    /// <summary>The field notes, in order.</summary>
    public ImmutableList<Entry> FieldNotes { get; private init; } = [];

    /// <summary>The micro-shifts told in words, in order.</summary>
    public ImmutableList<Entry> Noticed { get; private init; } = [];

    /// <summary>The reflections, in order.</summary>
    public ImmutableList<Entry> Reflections { get; private init; } = [];

    /// <summary>The tensions, each with the entries that said where the endeavour stands in it, in order.</summary>
    public ImmutableSortedDictionary<Tension, ImmutableList<Entry>> Tensions { get; private init; } =
        ImmutableSortedDictionary<Tension, ImmutableList<Entry>>.Empty;

    /// <summary>What entries name as their evidence.</summary>
    public ImmutableHashSet<string> DrawnOn { get; private init; } = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The field notes that no entry draws on yet, in order.</summary>
    public IEnumerable<Entry> NotDrawnOn =>
        FieldNotes.Where(note => !DrawnOn.Contains(note.Id.ToString()) && (note.Ref is null || !DrawnOn.Contains(note.Ref)));

    /// <inheritdoc/>
    public LongGameView After(Entry entry)
    {
        var view = entry.Evidence.Count == 0 ? this : this with { DrawnOn = DrawnOn.Union(entry.Evidence) };
        return entry.Data switch
        {
            FieldNoteTaken => view with { FieldNotes = FieldNotes.Add(entry) },
            MicroShiftNoticed => view with { Noticed = Noticed.Add(entry) },
            ReflectionHeld => view with { Reflections = Reflections.Add(entry) },
            TensionHeld held => view with { Tensions = Tensions.SetItem(held.Tension, Tensions.GetValueOrDefault(held.Tension, []).Add(entry)) },
            _ => view,
        };
    }
}
