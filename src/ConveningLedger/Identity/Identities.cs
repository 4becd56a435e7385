using System.Collections.Immutable;
using ConveningLedger.Endeavours;

namespace ConveningLedger.Identity;

/// <summary>Identities at a moment: of each participant, conveners too, what they identify with and answer for.</summary>
public sealed record Identities : IView<Identities>
{
    /// <inheritdoc/>
    public static Identities Empty { get; } = new();

    /// <summary>All of whom an identity is known, by key.</summary>
    public ImmutableSortedDictionary<string, ParticipantState> Participants { get; private init; } =
        ImmutableSortedDictionary.Create<string, ParticipantState>(StringComparer.Ordinal);

    /// <summary>Who answers to whom for what: the named accountabilities, in order.</summary>
    public ImmutableList<Entry> Accountabilities { get; private init; } = [];

    /// <inheritdoc/>
    public Identities After(Entry entry) => entry.Data switch
    {
        ParticipantJoined joined => With(joined.Participant, state => state with { Joined = entry, Left = null }),
        ParticipantLeft left => With(left.Participant, state => state with { Left = entry }),
        ConvenerJoined joined => With(joined.Convener, state => state),
        IdentificationShifted shift => With(shift.Participant, state => state.After(entry, shift)),
        IdentityVoiced voiced => With(voiced.Participant, state => state with { Voiced = state.Voiced.Add(entry) }),
        AccountabilityNamed => this with { Accountabilities = Accountabilities.Add(entry) },
        _ => this,
    };

    /// <summary>What each answers for now: of every who, to whom and what for the latest entry, those apart that were let go.</summary>
    public IEnumerable<Entry> Answerable => Accountabilities
        .GroupBy(entry => ((AccountabilityNamed)entry.Data) is var named ? (named.Who, named.To, named.For) : default)
        .Select(group => group.Last())
        .Where(entry => ((AccountabilityNamed)entry.Data).Move != AccountabilityMove.Dropped);

    Identities With(string key, Func<ParticipantState, ParticipantState> change) =>
        this with { Participants = Participants.SetItem(key, change(Participants.GetValueOrDefault(key) ?? new(key))) };
}

/// <summary>A participant at a moment.</summary>
/// <param name="Key">The key of the person or group.</param>
public sealed record ParticipantState(string Key)
{
    const decimal Belonging = 0.2m;

    /// <summary>The entry by which they joined last; null where they convene, or are only spoken of.</summary>
    public Entry? Joined { get; init; }

    /// <summary>The entry by which they left; null while they take part.</summary>
    public Entry? Left { get; init; }

    /// <summary>The nexus: every element they identify or dis-identify with, by key.</summary>
    public ImmutableSortedDictionary<string, NexusTie> Nexus { get; private init; } =
        ImmutableSortedDictionary.Create<string, NexusTie>(StringComparer.Ordinal);

    /// <summary>What they belong to: the elements they identify with by more than 0.2.</summary>
    public IEnumerable<string> BelongsTo => Nexus.Values.Where(tie => tie.Strength > Belonging).Select(tie => tie.With);

    /// <summary>How many elements they identify with by more than 0.2.</summary>
    public int Breadth => BelongsTo.Count();

    /// <summary>Every shift of theirs, in order.</summary>
    public ImmutableList<Entry> Trajectory { get; private init; } = [];

    /// <summary>What they said of who they are, in order.</summary>
    public ImmutableList<Entry> Voiced { get; init; } = [];

    internal ParticipantState After(Entry entry, IdentificationShifted shift) => this with
    {
        Nexus = Nexus.SetItem(shift.With, (Nexus.GetValueOrDefault(shift.With) ?? new(shift.With)).After(entry, shift)),
        Trajectory = Trajectory.Add(entry),
    };
}

/// <summary>How somebody stands to one element.</summary>
/// <param name="With">The element's key.</param>
public sealed record NexusTie(string With)
{
    /// <summary>The latest entry about it.</summary>
    public Entry? Latest { get; private init; }

    /// <summary>The latest entry with a strength.</summary>
    public Entry? LatestStrength { get; private init; }

    /// <summary>The latest entry with a movement.</summary>
    public Entry? LatestMovement { get; private init; }

    /// <summary>The latest entry that says whether they hold themselves to account there.</summary>
    public Entry? LatestAccountability { get; private init; }

    /// <summary>The latest entry that they told themselves.</summary>
    public Entry? LatestBySelf { get; private init; }

    /// <summary>The latest entry that others told.</summary>
    public Entry? LatestByOthers { get; private init; }

    /// <summary>The latest entry with a strength that they told themselves.</summary>
    public Entry? LatestStrengthBySelf { get; private init; }

    /// <summary>The latest entry with a strength that others told.</summary>
    public Entry? LatestStrengthByOthers { get; private init; }

    /// <summary>The modes that were ever at work in it.</summary>
    public ImmutableSortedSet<Mode> Modes { get; private init; } = [];

    /// <summary>How strongly they themselves say that they identify with it, -1 to 1; null where they did not say.</summary>
    public decimal? StrengthBySelf => (LatestStrengthBySelf?.Data as IdentificationShifted)?.Strength;

    /// <summary>How strongly others say that they identify with it, -1 to 1; null where nobody else said.</summary>
    public decimal? StrengthByOthers => (LatestStrengthByOthers?.Data as IdentificationShifted)?.Strength;

    /// <summary>How strongly they identify with it, -1 to 1; null where nobody said.</summary>
    public decimal? Strength => (LatestStrength?.Data as IdentificationShifted)?.Strength;

    /// <summary>Which way they last moved; null where nobody said.</summary>
    public IdentityMovement? Movement => (LatestMovement?.Data as IdentificationShifted)?.Movement;

    /// <summary>Whether they hold themselves to account there; null where nobody said.</summary>
    public Accountability? Accountability => (LatestAccountability?.Data as IdentificationShifted)?.Accountability;

    internal NexusTie After(Entry entry, IdentificationShifted shift) => this with
    {
        Latest = entry,
        LatestStrength = shift.Strength is null ? LatestStrength : entry,
        LatestMovement = shift.Movement is null ? LatestMovement : entry,
        LatestAccountability = shift.Accountability is null ? LatestAccountability : entry,
        LatestBySelf = entry.Standpoint == Standpoint.Self ? entry : LatestBySelf,
        LatestByOthers = entry.Standpoint == Standpoint.Self ? LatestByOthers : entry,
        LatestStrengthBySelf = entry.Standpoint == Standpoint.Self && shift.Strength is not null ? entry : LatestStrengthBySelf,
        LatestStrengthByOthers = entry.Standpoint == Standpoint.Self || shift.Strength is null ? LatestStrengthByOthers : entry,
        Modes = Modes.Union(entry.Modes),
    };
}
