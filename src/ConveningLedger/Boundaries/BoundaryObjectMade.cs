namespace ConveningLedger.Boundaries;

/// <summary>Something was made that both sides of a boundary can use.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Boundary">The boundary it spans.</param>
/// <param name="Form">What it is.</param>
/// <param name="By">Who made it.</param>
[EntryKind(Family.Boundary)]
public sealed record BoundaryObjectMade(
    [Names(Thing.BoundaryObject)] string Key,
    [Words, About] string Name,
    [Refers(Thing.Boundary)] string Boundary,
    BoundaryObjectForm Form,
    [Who] Several<string>? By) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"“{Name}” ({Wording.Of(Form)}) was made{(By is null ? "" : $" by {wording.Names(By)}")} for the boundary {wording.Name(Boundary)}";
}

/// <summary>What a boundary object is.</summary>
public enum BoundaryObjectForm
{
    /// <summary>A map.</summary>
    Map,

    /// <summary>A guide.</summary>
    Guide,

    /// <summary>A story.</summary>
    Story,

    /// <summary>A model.</summary>
    Model,

    /// <summary>An agreement.</summary>
    Agreement,

    /// <summary>A tool.</summary>
    Tool,

    /// <summary>Something else.</summary>
    Other,
}
