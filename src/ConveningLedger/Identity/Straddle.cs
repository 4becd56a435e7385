using ConveningLedger.Boundaries;

namespace ConveningLedger.Identity;

/// <summary>A participant who straddles a boundary: who belongs, by more than 0.2, to elements on at least two of its sides.</summary>
/// <param name="Participant">The participant.</param>
/// <param name="Boundary">The boundary.</param>
/// <param name="Sides">For each side of the boundary, in its order, the elements on it that they belong to; perhaps none.</param>
public sealed record Straddle(ParticipantState Participant, BoundaryState Boundary, IReadOnlyList<IReadOnlyList<string>> Sides)
{
    /// <summary>Who straddles which boundary, by boundary and participant; those apart who left.</summary>
    /// <param name="frame">The frame.</param>
    public static IEnumerable<Straddle> In(Frame frame) =>
        from boundary in frame.Boundaries.Boundaries.Values
        from participant in frame.Identities.Participants.Values
        where participant.Left is null
        let straddle = Of(participant, boundary)
        where straddle is not null
        select straddle;

    /// <summary>How a participant straddles a boundary; null where they do not.</summary>
    /// <param name="participant">The participant.</param>
    /// <param name="boundary">The boundary.</param>
    public static Straddle? Of(ParticipantState participant, BoundaryState boundary)
    {
        var belongsTo = participant.BelongsTo.ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<string>[] sides = [.. (boundary.Description?.Sides ?? []).Select(side => side.Where(belongsTo.Contains).ToArray())];
        return sides.Count(side => side.Count > 0) >= 2 ? new(participant, boundary, sides) : null;
    }
}
