namespace ConveningLedger.Ledger;

/// <summary>What a key can name. Keys are unique within an endeavour, whatever they name.</summary>
public enum Thing
{
    /// <summary>An element of the landscape.</summary>
    Element,

    /// <summary>A boundary.</summary>
    Boundary,

    /// <summary>A boundary object.</summary>
    BoundaryObject,

    /// <summary>A learning space.</summary>
    LearningSpace,

    /// <summary>A value story.</summary>
    ValueStory,

    /// <summary>A harvested outcome.</summary>
    Outcome,

    /// <summary>A contribution claim.</summary>
    Claim,

    /// <summary>A wave of asking.</summary>
    Wave,
}

/// <summary>What an element of the landscape is.</summary>
public enum ElementKind
{
    /// <summary>A human being.</summary>
    Person,

    /// <summary>A group of people who know each other.</summary>
    Group,

    /// <summary>People who share a stake, whether they know each other or not.</summary>
    Constituency,

    /// <summary>An institution.</summary>
    Institution,

    /// <summary>A project.</summary>
    Project,

    /// <summary>A community.</summary>
    Community,

    /// <summary>A network.</summary>
    Network,

    /// <summary>A system.</summary>
    System,

    /// <summary>A practice.</summary>
    Practice,

    /// <summary>Something else.</summary>
    Other,
}

/// <summary>Levels of scale, from one person to the world.</summary>
public enum Scale
{
    /// <summary>One person.</summary>
    Individual,

    /// <summary>A place.</summary>
    Local,

    /// <summary>An organisation.</summary>
    Organisational,

    /// <summary>A region.</summary>
    Regional,

    /// <summary>A nation.</summary>
    National,

    /// <summary>Several nations.</summary>
    International,

    /// <summary>The world.</summary>
    Global,
}
