namespace ConveningLedger.Endeavours;

/// <summary>A person or group took up convening.</summary>
/// <param name="Convener">Who convenes.</param>
/// <param name="Roles">In which roles.</param>
[EntryKind(Family.Endeavour)]
public sealed record ConvenerJoined(
    [PersonOrGroup] string Convener,
    Several<ConvenerRole> Roles) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"{wording.Name(Convener)} began to convene, as {Wording.List(Roles.Select(role => Wording.Of(role)))}";
}

/// <summary>A role in which somebody convenes.</summary>
public enum ConvenerRole
{
    /// <summary>Receives people and holds the space.</summary>
    Host,

    /// <summary>Looks after what was begun.</summary>
    Custodian,

    /// <summary>Started it.</summary>
    ProjectInitiator,

    /// <summary>Speaks for it.</summary>
    Advocate,

    /// <summary>Brings people to each other.</summary>
    Connector,
}
