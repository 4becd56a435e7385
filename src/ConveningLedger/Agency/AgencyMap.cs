using System.Collections.Immutable;

namespace ConveningLedger.Agency;

/// <summary>Agency at a moment: what each participant or group came to be able to do, lost, or was held back from.</summary>
public sealed record AgencyMap : IView<AgencyMap>
{
    /// <inheritdoc/>
    public static AgencyMap Empty { get; } = new();

    /// <summary>All of whose agency something is known, by key.</summary>
    public ImmutableSortedDictionary<string, AgencyState> People { get; private init; } =
        ImmutableSortedDictionary.Create<string, AgencyState>(StringComparer.Ordinal);

    /// <summary>The ripple: those who now convene others.</summary>
    public IEnumerable<AgencyState> Ripple => People.Values.Where(state => state.Held.ContainsKey(Milestone.ConveningOthers));

    /// <inheritdoc/>
    public AgencyMap After(Entry entry) => entry.Data switch
    {
        AgencyMilestoneReached reached => With(reached.Who, state => state with
        {
            Held = state.Held.SetItem(reached.Milestone, entry),
            Reached = state.Reached.Add(entry),
        }),
        AgencySetBack setBack => With(setBack.Who, state => state with
        {
            Held = setBack.Lost is null ? state.Held.Clear() : state.Held.RemoveRange(setBack.Lost),
            SetBacks = state.SetBacks.Add(entry),
        }),
        AgencyConstrained constrained => With(constrained.Who, state => state with { Constraints = state.Constraints.Add(entry) }),
        _ => this,
    };

    AgencyMap With(string key, Func<AgencyState, AgencyState> change) =>
        this with { People = People.SetItem(key, change(People.GetValueOrDefault(key) ?? new(key))) };
}

/// <summary>The agency of a participant, group or constituency at a moment.</summary>
/// <param name="Key">The key.</param>
public sealed record AgencyState(string Key)
{
    /// <summary>The milestones held, each with the entry that reached it last.</summary>
    public ImmutableSortedDictionary<Milestone, Entry> Held { get; init; } = ImmutableSortedDictionary<Milestone, Entry>.Empty;

    /// <summary>Every milestone reached, in order, lost ones too.</summary>
    public ImmutableList<Entry> Reached { get; init; } = [];

    /// <summary>The set-backs, in order.</summary>
    public ImmutableList<Entry> SetBacks { get; init; } = [];

    /// <summary>The constraints, in order.</summary>
    public ImmutableList<Entry> Constraints { get; init; } = [];
}
