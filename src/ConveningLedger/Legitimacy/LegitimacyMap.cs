using System.Collections.Immutable;

namespace ConveningLedger.Legitimacy;

/// <summary>Legitimacy at a moment: the signals of each constituency, to whom, resting on what.</summary>
public sealed record LegitimacyMap : IView<LegitimacyMap>
{
    /// <inheritdoc/>
    public static LegitimacyMap Empty { get; } = new();

    /// <summary>The constituencies that ever signalled, by key.</summary>
    public ImmutableSortedDictionary<string, ConstituencyState> Constituencies { get; private init; } =
        ImmutableSortedDictionary.Create<string, ConstituencyState>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public LegitimacyMap After(Entry entry) => entry.Data is not LegitimacySignalled signal ? this : this with
    {
        Constituencies = Constituencies.SetItem(signal.Constituency,
            (Constituencies.GetValueOrDefault(signal.Constituency) ?? new(signal.Constituency)).After(entry, signal)),
    };
}

/// <summary>What one constituency signalled.</summary>
/// <param name="Key">Its key.</param>
public sealed record ConstituencyState(string Key)
{
    /// <summary>All its signals, in order.</summary>
    public ImmutableList<Entry> Signals { get; private init; } = [];

    /// <summary>The mean of its last five strengths, whomever they were for; null before the first.</summary>
    public Standing Standing { get; private init; } = Standing.None;

    /// <summary>Its signals by convener (null: the endeavour) and source.</summary>
    public ImmutableSortedDictionary<SignalKey, SignalState> BySource { get; private init; } = ImmutableSortedDictionary<SignalKey, SignalState>.Empty;

    internal ConstituencyState After(Entry entry, LegitimacySignalled signal)
    {
        var key = new SignalKey(signal.Convener, signal.Source);
        var before = BySource.GetValueOrDefault(key) ?? new(key, entry, 0, Standing.None);
        return this with
        {
            Signals = Signals.Add(entry),
            Standing = Standing.After(signal.Strength),
            BySource = BySource.SetItem(key, before with { Latest = entry, Count = before.Count + 1, Standing = before.Standing.After(signal.Strength) }),
        };
    }
}

/// <summary>To whom legitimacy was signalled, and on what it rests.</summary>
/// <param name="Convener">The convener's key; null: the endeavour.</param>
/// <param name="Source">What it rests on.</param>
public readonly record struct SignalKey(string? Convener, LegitimacySource Source) : IComparable<SignalKey>
{
    /// <inheritdoc/>
    public int CompareTo(SignalKey other)
    {
        var order = string.CompareOrdinal(Convener, other.Convener);
        return order != 0 ? order : Source.CompareTo(other.Source);
    }
}

/// <summary>The signals of one constituency to one convener from one source.</summary>
/// <param name="Key">To whom, and on what it rests.</param>
/// <param name="Latest">The latest signal.</param>
/// <param name="Count">How many.</param>
/// <param name="Standing">The mean of the last five strengths among them.</param>
public sealed record SignalState(SignalKey Key, Entry Latest, int Count, Standing Standing);

/// <summary>The last strengths of a constituency, at most five, and their mean: the measure <c>standing</c>.</summary>
public sealed record Standing
{
    const int Span = 5;

    /// <summary>Before the first strength.</summary>
    public static Standing None { get; } = new();

    /// <summary>The last strengths, at most five, oldest first.</summary>
    public Several<decimal> Strengths { get; private init; } = Several<decimal>.None;

    /// <summary>Their mean, to six decimals; null where there are none.</summary>
    public decimal? Mean => Strengths.Count == 0 ? null : Math.Round(Strengths.Sum() / Strengths.Count, 6);

    /// <summary>The standing after one more signal; a signal without strength does not move it.</summary>
    /// <param name="strength">The strength, or null.</param>
    public Standing After(decimal? strength) =>
        strength is { } value ? new() { Strengths = [.. Strengths.Skip(Math.Max(0, Strengths.Count - Span + 1)), value] } : this;
}
