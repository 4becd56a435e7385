using System.Collections.Immutable;

namespace ConveningLedger.Evaluation;

/// <summary>What evaluators found by a moment: outcomes, claims of what led to them, what others said of both, and waves of asking.</summary>
public sealed record EvaluationMap : IView<EvaluationMap>
{
    /// <inheritdoc/>
    public static EvaluationMap Empty { get; } = new();

    /// <summary>The latest description of each outcome, by key.</summary>
    public ImmutableSortedDictionary<string, Entry> Outcomes { get; private init; } = ImmutableSortedDictionary.Create<string, Entry>(StringComparer.Ordinal);

    /// <summary>The latest form of each claim, by key.</summary>
    public ImmutableSortedDictionary<string, Entry> Claims { get; private init; } = ImmutableSortedDictionary.Create<string, Entry>(StringComparer.Ordinal);

    /// <summary>What was said of each outcome or claim, by its key, in order.</summary>
    public ImmutableSortedDictionary<string, ImmutableList<Entry>> Substantiations { get; private init; } =
        ImmutableSortedDictionary.Create<string, ImmutableList<Entry>>(StringComparer.Ordinal);

    /// <summary>The latest form of each wave, by key.</summary>
    public ImmutableSortedDictionary<string, Entry> Waves { get; private init; } = ImmutableSortedDictionary.Create<string, Entry>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public EvaluationMap After(Entry entry) => entry.Data switch
    {
        OutcomeHarvested outcome => this with { Outcomes = Outcomes.SetItem(outcome.Key, entry) },
        ContributionClaimed claim => this with { Claims = Claims.SetItem(claim.Key, entry) },
        FindingSubstantiated said => this with
        {
            Substantiations = Substantiations.SetItem(said.Finding, Substantiations.GetValueOrDefault(said.Finding, []).Add(entry)),
        },
        WaveHeld wave => this with { Waves = Waves.SetItem(wave.Key, entry) },
        _ => this,
    };
}
