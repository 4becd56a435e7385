namespace ConveningLedger.Time;

/// <summary>What a register holds.</summary>
public enum RegisterKind
{
    /// <summary>A number that entries move.</summary>
    Measure,

    /// <summary>A text.</summary>
    Text,

    /// <summary>That somebody or something belongs there.</summary>
    Membership,

    /// <summary>One of a list of values.</summary>
    Status,
}

/// <summary>Something of which a frame holds the present value. Whatever only happens, as an encounter does, is none.</summary>
public enum RegisterName
{
    /// <summary>What the endeavour is called.</summary>
    [Holds(RegisterKind.Text)]
    Title,

    /// <summary>What it is for.</summary>
    [Holds(RegisterKind.Text)]
    Purpose,

    /// <summary>The level of scale it works at.</summary>
    [Holds(RegisterKind.Status)]
    EndeavourScale,

    /// <summary>A kind of challenge that it takes up.</summary>
    [Holds(RegisterKind.Membership)]
    Challenge,

    /// <summary>Whether it is at work.</summary>
    [Holds(RegisterKind.Status)]
    EndeavourStatus,

    /// <summary>Somebody convenes.</summary>
    [Holds(RegisterKind.Membership)]
    Convener,

    /// <summary>A role in which a convener convenes.</summary>
    [Holds(RegisterKind.Membership)]
    [Describes(RegisterName.Convener, 1)]
    ConvenerRole,

    /// <summary>An element is on the map.</summary>
    [Holds(RegisterKind.Membership)]
    Element,

    /// <summary>What an element is called.</summary>
    [Holds(RegisterKind.Text)]
    [Describes(RegisterName.Element, 1)]
    ElementName,

    /// <summary>What there is to say of an element.</summary>
    [Holds(RegisterKind.Text)]
    [Describes(RegisterName.Element, 1)]
    ElementDescription,

    /// <summary>What an element is.</summary>
    [Holds(RegisterKind.Status)]
    [Describes(RegisterName.Element, 1)]
    ElementKind,

    /// <summary>Which structuring force an element is.</summary>
    [Holds(RegisterKind.Status)]
    [Describes(RegisterName.Element, 1)]
    ElementForce,

    /// <summary>The level of scale that an element lives at.</summary>
    [Holds(RegisterKind.Status)]
    [Describes(RegisterName.Element, 1)]
    ElementScale,

    /// <summary>How deep a tie is, 0 to 5.</summary>
    [Holds(RegisterKind.Measure)]
    Depth,

    /// <summary>Whether a tie goes one way or both.</summary>
    [Holds(RegisterKind.Status)]
    [Describes(RegisterName.Depth, 3)]
    TieDirection,

    /// <summary>What a tie is like.</summary>
    [Holds(RegisterKind.Text)]
    [Describes(RegisterName.Depth, 3)]
    TieNature,

    /// <summary>Where a convener stands; the value is the key of an element.</summary>
    [Holds(RegisterKind.Status)]
    LocatedAt,

    /// <summary>An element is in the sphere of influence drawn for a convener.</summary>
    [Holds(RegisterKind.Membership)]
    SphereMember,

    /// <summary>The text of the call that invites an audience; none where it is withdrawn.</summary>
    [Holds(RegisterKind.Text, Dimension.Call)]
    CallText,

    /// <summary>The transformative promise of that call.</summary>
    [Holds(RegisterKind.Text, Dimension.Call)]
    [Describes(RegisterName.CallText, -1)]
    CallPromise,

    /// <summary>How soon that call is meant to matter.</summary>
    [Holds(RegisterKind.Status, Dimension.Call)]
    [Describes(RegisterName.CallText, -1)]
    CallHorizon,

    /// <summary>How far that call is spoken out.</summary>
    [Holds(RegisterKind.Status, Dimension.Call)]
    [Describes(RegisterName.CallText, -1)]
    CallArticulation,

    /// <summary>Somebody contributed to a call, or their voice was included.</summary>
    [Holds(RegisterKind.Membership, Dimension.Call)]
    CallVoice,

    /// <summary>How many distinct contributors and voices are in a call.</summary>
    [Holds(RegisterKind.Measure, Dimension.Call)]
    Voices,

    /// <summary>What somebody answered last to a call.</summary>
    [Holds(RegisterKind.Status, Dimension.Call)]
    CallAnswer,

    /// <summary>Which way the last signal of a constituency went, by what it rests on and for whom.</summary>
    [Holds(RegisterKind.Status, Dimension.Legitimacy)]
    LegitimacyDirection,

    /// <summary>The mean of the last five strengths that a constituency signalled, -1 to 1.</summary>
    [Holds(RegisterKind.Measure, Dimension.Legitimacy)]
    Standing,

    /// <summary>A boundary is named.</summary>
    [Holds(RegisterKind.Membership, Dimension.Boundary)]
    Boundary,

    /// <summary>What a boundary is called.</summary>
    [Holds(RegisterKind.Text, Dimension.Boundary)]
    [Describes(RegisterName.Boundary, 1)]
    BoundaryName,

    /// <summary>What makes it a boundary.</summary>
    [Holds(RegisterKind.Status, Dimension.Boundary)]
    [Describes(RegisterName.Boundary, 1)]
    BoundaryType,

    /// <summary>An element is on a side of a boundary; the last part of the subject is the number of the side, from 1.</summary>
    [Holds(RegisterKind.Membership, Dimension.Boundary)]
    [Describes(RegisterName.Boundary, 1)]
    BoundarySide,

    /// <summary>How easily a boundary is crossed, 0 to 1.</summary>
    [Holds(RegisterKind.Measure, Dimension.Boundary)]
    Permeability,

    /// <summary>A boundary object is made.</summary>
    [Holds(RegisterKind.Membership, Dimension.Boundary)]
    BoundaryObject,

    /// <summary>What a boundary object is called.</summary>
    [Holds(RegisterKind.Text, Dimension.Boundary)]
    [Describes(RegisterName.BoundaryObject, 1)]
    BoundaryObjectName,

    /// <summary>What a boundary object is.</summary>
    [Holds(RegisterKind.Status, Dimension.Boundary)]
    [Describes(RegisterName.BoundaryObject, 1)]
    BoundaryObjectForm,

    /// <summary>Somebody made a boundary object.</summary>
    [Holds(RegisterKind.Membership, Dimension.Boundary)]
    [Describes(RegisterName.BoundaryObject, 1)]
    BoundaryObjectMaker,

    /// <summary>Whether a learning space is open.</summary>
    [Holds(RegisterKind.Status, Dimension.Boundary)]
    LearningSpace,

    /// <summary>What a learning space is called.</summary>
    [Holds(RegisterKind.Text, Dimension.Boundary)]
    [Describes(RegisterName.LearningSpace, 1)]
    LearningSpaceName,

    /// <summary>Somebody learns in a learning space.</summary>
    [Holds(RegisterKind.Membership, Dimension.Boundary)]
    [Describes(RegisterName.LearningSpace, 1)]
    LearningSpaceMember,

    /// <summary>Somebody takes part.</summary>
    [Holds(RegisterKind.Membership, Dimension.Identity)]
    Participant,

    /// <summary>An element that a participant comes from.</summary>
    [Holds(RegisterKind.Membership, Dimension.Identity)]
    [Describes(RegisterName.Participant, 1)]
    ParticipantFrom,

    /// <summary>How strongly a participant identifies with an element, -1 to 1.</summary>
    [Holds(RegisterKind.Measure, Dimension.Identity)]
    Identification,

    /// <summary>Which way a participant last moved to or from an element.</summary>
    [Holds(RegisterKind.Status, Dimension.Identity)]
    IdentityMovement,

    /// <summary>Whether a participant holds themselves to account to an element.</summary>
    [Holds(RegisterKind.Status, Dimension.Identity)]
    IdentityAccountability,

    /// <summary>What somebody last did with what they answer for.</summary>
    [Holds(RegisterKind.Status, Dimension.Identity)]
    AccountabilityMove,

    /// <summary>Somebody holds a milestone of agency.</summary>
    [Holds(RegisterKind.Membership, Dimension.Agency)]
    Milestone,

    /// <summary>How many milestones of agency somebody holds, 0 to 7.</summary>
    [Holds(RegisterKind.Measure, Dimension.Agency)]
    Milestones,

    /// <summary>Where a holder of power stands, -1 (blocks) to 1 (enables).</summary>
    [Holds(RegisterKind.Measure, Dimension.Power)]
    Stance,

    /// <summary>How much a holder of power moves, 0 to 1.</summary>
    [Holds(RegisterKind.Measure, Dimension.Power)]
    Influence,

    /// <summary>How visible a form of power is in its holder's hands.</summary>
    [Holds(RegisterKind.Status, Dimension.Power)]
    [Describes(RegisterName.Stance, 2)]
    PowerSeen,

    /// <summary>How the conveners deal with it.</summary>
    [Holds(RegisterKind.Status, Dimension.Power)]
    [Describes(RegisterName.Stance, 2)]
    PowerApproach,

    /// <summary>An element that it is held over.</summary>
    [Holds(RegisterKind.Membership, Dimension.Power)]
    [Describes(RegisterName.Stance, 2)]
    PowerOver,

    /// <summary>How far the endeavour is sanctioned.</summary>
    [Holds(RegisterKind.Status, Dimension.Power)]
    Sanction,

    /// <summary>A voice is missing.</summary>
    [Holds(RegisterKind.Membership, Dimension.Power)]
    VoiceMissing,

    /// <summary>A voice got a seat.</summary>
    [Holds(RegisterKind.Membership, Dimension.Power)]
    VoiceSeated,

    /// <summary>Something is not negotiable for somebody.</summary>
    [Holds(RegisterKind.Membership, Dimension.Power)]
    NonNegotiable,

    /// <summary>A value story is told.</summary>
    [Holds(RegisterKind.Membership, Dimension.Value)]
    Story,

    /// <summary>The text of a value story.</summary>
    [Holds(RegisterKind.Text, Dimension.Value)]
    [Describes(RegisterName.Story, 1)]
    StoryText,

    /// <summary>Which kind of value a story tells of.</summary>
    [Holds(RegisterKind.Status, Dimension.Value)]
    [Describes(RegisterName.Story, 1)]
    StoryType,

    /// <summary>Whether a story was lived.</summary>
    [Holds(RegisterKind.Status, Dimension.Value)]
    [Describes(RegisterName.Story, 1)]
    StoryStep,

    /// <summary>Whether it did good.</summary>
    [Holds(RegisterKind.Status, Dimension.Value)]
    [Describes(RegisterName.Story, 1)]
    StoryEffect,

    /// <summary>A story leads on from another.</summary>
    [Holds(RegisterKind.Membership, Dimension.Value)]
    [Describes(RegisterName.Story, 1)]
    StoryLeadsFrom,

    /// <summary>An outcome is harvested.</summary>
    [Holds(RegisterKind.Membership)]
    Outcome,

    /// <summary>What changed.</summary>
    [Holds(RegisterKind.Text)]
    [Describes(RegisterName.Outcome, 1)]
    OutcomeChange,

    /// <summary>Why it matters.</summary>
    [Holds(RegisterKind.Text)]
    [Describes(RegisterName.Outcome, 1)]
    OutcomeSignificance,

    /// <summary>When it changed, in EDTF.</summary>
    [Holds(RegisterKind.Status)]
    [Describes(RegisterName.Outcome, 1)]
    OutcomeTime,

    /// <summary>Whether it was intended.</summary>
    [Holds(RegisterKind.Status)]
    [Describes(RegisterName.Outcome, 1)]
    OutcomeIntended,

    /// <summary>Whether it did good.</summary>
    [Holds(RegisterKind.Status)]
    [Describes(RegisterName.Outcome, 1)]
    OutcomeEffect,

    /// <summary>A contribution is claimed.</summary>
    [Holds(RegisterKind.Membership)]
    Claim,

    /// <summary>What a claim says.</summary>
    [Holds(RegisterKind.Text)]
    [Describes(RegisterName.Claim, 1)]
    ClaimText,

    /// <summary>An entry that a claim says contributed.</summary>
    [Holds(RegisterKind.Membership)]
    [Describes(RegisterName.Claim, 1)]
    ClaimCause,

    /// <summary>How much the evidence of a cause weighs.</summary>
    [Holds(RegisterKind.Status)]
    [Describes(RegisterName.ClaimCause, 2)]
    CauseWeight,

    /// <summary>How the time of a cause stands to the outcome's.</summary>
    [Holds(RegisterKind.Status)]
    [Describes(RegisterName.ClaimCause, 2)]
    CauseOrder,

    /// <summary>Another explanation stands beside a claim.</summary>
    [Holds(RegisterKind.Membership)]
    [Describes(RegisterName.Claim, 1)]
    ClaimRival,

    /// <summary>What somebody last said of an aspect of an outcome or claim.</summary>
    [Holds(RegisterKind.Status)]
    FindingVerdict,

    /// <summary>A wave of asking about ties was held.</summary>
    [Holds(RegisterKind.Membership)]
    Wave,

    /// <summary>Somebody was asked in a wave.</summary>
    [Holds(RegisterKind.Membership)]
    [Describes(RegisterName.Wave, 1)]
    WaveAsked,

    /// <summary>Somebody answered in a wave.</summary>
    [Holds(RegisterKind.Membership)]
    [Describes(RegisterName.Wave, 1)]
    WaveAnswered,

    /// <summary>Where between two poles the endeavour stands, -1 to 1.</summary>
    [Holds(RegisterKind.Measure)]
    Leaning,
}

/// <summary>What the registers of a name hold.</summary>
[AttributeUsage(AttributeTargets.Field)]
sealed class HoldsAttribute : Attribute
{
    public HoldsAttribute(RegisterKind kind) => Kind = kind;

    public HoldsAttribute(RegisterKind kind, Dimension dimension) : this(kind) => Dimension = dimension;

    public RegisterKind Kind { get; }

    public Dimension? Dimension { get; }
}

/// <summary>That registers describe what another register says is there. They are compared where it is there in both frames.</summary>
/// <param name="thing">The other register.</param>
/// <param name="parts">How many parts of the subject it shares, from the first; less than none: all.</param>
[AttributeUsage(AttributeTargets.Field)]
sealed class DescribesAttribute(RegisterName thing, int parts) : Attribute
{
    public RegisterName Thing { get; } = thing;

    public int Parts { get; } = parts;
}
