namespace ConveningLedger.Ledger;

/// <summary>One of the seven dimensions of convening work.</summary>
public enum Dimension
{
    /// <summary>The narrative that invites.</summary>
    Call,

    /// <summary>Being granted the right to convene.</summary>
    Legitimacy,

    /// <summary>Working across what divides.</summary>
    Boundary,

    /// <summary>Who people take themselves to be.</summary>
    Identity,

    /// <summary>What people come to be able to do.</summary>
    Agency,

    /// <summary>Who can enable and who can block.</summary>
    Power,

    /// <summary>What difference it makes, told as stories.</summary>
    Value,
}

/// <summary>The groups that the kinds of entries are listed in.</summary>
public enum Family
{
    /// <summary>The endeavour itself, its status and its conveners.</summary>
    Endeavour,

    /// <summary>Who and what there is, and how it is tied together.</summary>
    Landscape,

    /// <summary>The convening call and what is answered to it.</summary>
    Call,

    /// <summary>Signals of legitimacy.</summary>
    Legitimacy,

    /// <summary>Boundaries, and what is done at them.</summary>
    Boundary,

    /// <summary>Participants and what they identify with.</summary>
    Identity,

    /// <summary>Milestones, set-backs and constraints of agency.</summary>
    Agency,

    /// <summary>The power map and the moves made on it.</summary>
    Power,

    /// <summary>Value stories and narratives.</summary>
    Value,

    /// <summary>Outcomes, claims, substantiation, waves of asking and marked moments. Evaluators record these too.</summary>
    Evaluation,

    /// <summary>Field notes, micro-shifts, reflections and tensions.</summary>
    LongGame,

    /// <summary>Entries about other entries.</summary>
    Meta,
}
