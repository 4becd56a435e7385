using ConveningLedger.Calls;
using ConveningLedger.Endeavours;
using ConveningLedger.Identity;

namespace ConveningLedger.Store.Projections;

/// <summary>A document that a projection keeps of an endeavour, once for each circle.</summary>
public interface IStoredDocument
{
    /// <summary>Names it.</summary>
    string Id { get; }

    /// <summary>The endeavour's slug.</summary>
    string Endeavour { get; }
}

/// <summary>An endeavour in the list of endeavours, as one circle may see it.</summary>
/// <param name="Id">The slug and the circle.</param>
/// <param name="Endeavour">The slug.</param>
/// <param name="Clearance">The circle.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Status">Whether it is at work.</param>
/// <param name="Entries">How many entries the circle may see.</param>
/// <param name="LastRecordedAt">When the last of them became known, in ISO 8601.</param>
public sealed record EndeavourSummary(string Id, string Endeavour, Visibility Clearance, string? Title, FrameStatus Status, int Entries, string LastRecordedAt) : IStoredDocument
{
    /// <summary>The id of an endeavour in the list of a circle.</summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="clearance">The circle.</param>
    public static string IdOf(string endeavour, Visibility clearance) => $"{endeavour}/{ValueNames.Of(clearance)}";

    /// <summary>What is kept of a frame.</summary>
    /// <param name="frame">The frame at the end of time.</param>
    public static IEnumerable<EndeavourSummary> Of(Frame frame) =>
    [
        new(IdOf(frame.Slug, frame.SeenAs), frame.Slug, frame.SeenAs, frame.Endeavour.Title, frame.Endeavour.Status, frame.Edition.KnownCount,
            $"{frame.Edition.Known.Max(entry => entry.RecordedAt)}"),
    ];
}

/// <summary>The narrative of one audience: every wording of its call and how it was answered, as one circle may see it.</summary>
/// <param name="Id">The slug, the circle and the audience.</param>
/// <param name="Endeavour">The slug.</param>
/// <param name="Clearance">The circle.</param>
/// <param name="Audience">The key of the audience; empty: the common call.</param>
/// <param name="Revisions">The wordings, the earliest first.</param>
/// <param name="IsWithdrawn">Whether it no longer invites.</param>
/// <param name="Answers">The latest answer of each who answered.</param>
/// <param name="Voices">The keys of the voices that entered it, in order.</param>
public sealed record CallHistory(
    string Id, string Endeavour, Visibility Clearance, string Audience, IReadOnlyList<CallHistory.Wording> Revisions, bool IsWithdrawn,
    IReadOnlyList<CallHistory.Answered> Answers, IReadOnlyList<string> Voices) : IStoredDocument
{
    /// <summary>One wording.</summary>
    /// <param name="Entry">The id of the entry that brought it in.</param>
    /// <param name="OccurredAt">When, in EDTF.</param>
    /// <param name="Text">The call in full.</param>
    /// <param name="Contributors">The keys of who contributed.</param>
    public sealed record Wording(Guid Entry, string OccurredAt, string Text, IReadOnlyList<string> Contributors);

    /// <summary>The latest answer of somebody.</summary>
    /// <param name="Entry">The id of the entry.</param>
    /// <param name="Who">The key of who answered.</param>
    /// <param name="Answer">How.</param>
    public sealed record Answered(Guid Entry, string Who, Answer Answer);

    /// <summary>What is kept of a frame.</summary>
    /// <param name="frame">The frame at the end of time.</param>
    public static IEnumerable<CallHistory> Of(Frame frame) => frame.Narrative.Calls.Values.Select(call => new CallHistory(
        $"{frame.Slug}/{ValueNames.Of(frame.SeenAs)}/{call.Audience}", frame.Slug, frame.SeenAs, call.Audience ?? "",
        [.. call.Revisions.Select(entry => (ConveningCallRevised)entry.Data is var data ? new Wording(entry.Id, entry.OccurredAt.Text, data.Text, [.. data.Contributors.OrNone()]) : null!)],
        call.Withdrawn is not null,
        [.. call.LatestAnswers.Select(entry => (CallAnswered)entry.Data is var data ? new Answered(entry.Id, data.Who, data.Answer) : null!)],
        [.. call.Voices.Select(entry => ((VoiceIncluded)entry.Data).Who)]));
}

/// <summary>What one participant identified with, over time, as one circle may see it. It is of one endeavour: there is none across endeavours.</summary>
/// <param name="Id">The slug, the circle and the participant.</param>
/// <param name="Endeavour">The slug.</param>
/// <param name="Clearance">The circle.</param>
/// <param name="Participant">The key of the participant.</param>
/// <param name="TakesPart">Whether they take part.</param>
/// <param name="Breadth">How many elements they identify with by more than 0.2.</param>
/// <param name="Shifts">Every shift of theirs, in order.</param>
public sealed record IdentityTrajectory(
    string Id, string Endeavour, Visibility Clearance, string Participant, bool TakesPart, int Breadth, IReadOnlyList<IdentityTrajectory.Shift> Shifts) : IStoredDocument
{
    /// <summary>One shift.</summary>
    /// <param name="Entry">The id of the entry.</param>
    /// <param name="OccurredAt">When, in EDTF.</param>
    /// <param name="With">The key of the element.</param>
    /// <param name="Movement">Which way they moved.</param>
    /// <param name="Strength">How strongly, -1 to 1.</param>
    /// <param name="BySelf">Whether they told it themselves.</param>
    public sealed record Shift(Guid Entry, string OccurredAt, string With, IdentityMovement? Movement, decimal? Strength, bool BySelf);

    /// <summary>What is kept of a frame.</summary>
    /// <param name="frame">The frame at the end of time.</param>
    public static IEnumerable<IdentityTrajectory> Of(Frame frame) => frame.Identities.Participants.Values.Select(participant => new IdentityTrajectory(
        $"{frame.Slug}/{ValueNames.Of(frame.SeenAs)}/{participant.Key}", frame.Slug, frame.SeenAs, participant.Key, participant is { Joined: not null, Left: null }, participant.Breadth,
        [
            .. participant.Trajectory.Select(entry => (IdentificationShifted)entry.Data is var data
                ? new Shift(entry.Id, entry.OccurredAt.Text, data.With, data.Movement, data.Strength, entry.Standpoint == Standpoint.Self) : null!),
        ]));
}
