using System.Collections.Immutable;

namespace ConveningLedger.Power;

/// <summary>Power at a moment: who holds which form, where they stand, the moves made, who is missing, what is not negotiable.</summary>
public sealed record PowerMap : IView<PowerMap>
{
    /// <inheritdoc/>
    public static PowerMap Empty { get; } = new();

    /// <summary>The holders of power with the form they hold.</summary>
    public ImmutableSortedDictionary<HoldingKey, HoldingState> Holdings { get; private init; } = ImmutableSortedDictionary<HoldingKey, HoldingState>.Empty;

    /// <summary>The moves made, in order.</summary>
    public ImmutableList<Entry> Moves { get; private init; } = [];

    /// <summary>The entry that last said how far the endeavour is sanctioned; null where none did.</summary>
    public Entry? Sanction { get; private init; }

    /// <summary>The voices that are missing, in order: noticed and not seated since.</summary>
    public ImmutableList<Entry> Missing { get; private init; } = [];

    /// <summary>The voices that got a seat, in order.</summary>
    public ImmutableList<Entry> Seated { get; private init; } = [];

    /// <summary>What was declared not negotiable, in order.</summary>
    public ImmutableList<Entry> NonNegotiables { get; private init; } = [];

    /// <inheritdoc/>
    public PowerMap After(Entry entry) => entry.Data switch
    {
        PowerMapped mapped => this with { Holdings = Holdings.SetItem(new(mapped.Holder, mapped.Form), HoldingAfter(entry, mapped)) },
        PowerMoveMade => this with { Moves = Moves.Add(entry) },
        SanctionChanged => this with { Sanction = entry },
        VoiceMissed => this with { Missing = Missing.Add(entry) },
        VoiceSeated seated => this with { Missing = Missing.RemoveAll(missed => Answers(seated, (VoiceMissed)missed.Data)), Seated = Seated.Add(entry) },
        NonNegotiableDeclared => this with { NonNegotiables = NonNegotiables.Add(entry) },
        _ => this,
    };

    // A seat of which nobody said where it is answers every place where the voice was missed, and the other way round.
    static bool Answers(VoiceSeated seated, VoiceMissed missed) =>
        missed.Who == seated.Who && (seated.Where is null || missed.Where is null || seated.Where == missed.Where);

    HoldingState HoldingAfter(Entry entry, PowerMapped mapped)
    {
        var key = new HoldingKey(mapped.Holder, mapped.Form);
        return new(key, (Holdings.GetValueOrDefault(key)?.Trail ?? []).Add(entry));
    }
}

/// <summary>Who holds which form of power.</summary>
/// <param name="Holder">The holder's key.</param>
/// <param name="Form">The form.</param>
public readonly record struct HoldingKey(string Holder, PowerForm Form) : IComparable<HoldingKey>
{
    /// <inheritdoc/>
    public int CompareTo(HoldingKey other)
    {
        var order = string.CompareOrdinal(Holder, other.Holder);
        return order != 0 ? order : Form.CompareTo(other.Form);
    }
}

/// <summary>A form of power in somebody's hands, at a moment.</summary>
/// <param name="Key">Who holds which form.</param>
/// <param name="Trail">The entries that mapped it, in order; the last one holds.</param>
public sealed record HoldingState(HoldingKey Key, ImmutableList<Entry> Trail)
{
    /// <summary>The entry that holds.</summary>
    public Entry Latest => Trail[^1];

    /// <summary>What that entry says.</summary>
    public PowerMapped Mapped => (PowerMapped)Latest.Data;
}
