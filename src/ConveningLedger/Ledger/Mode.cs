namespace ConveningLedger.Ledger;

/// <summary>A mode of identification at work in what happened. Often several are at work in concert.</summary>
public enum Mode
{
    /// <summary>Doing things together.</summary>
    Engagement,

    /// <summary>Picturing oneself and the world in another way.</summary>
    Imagination,

    /// <summary>Fitting one's doing to something wider.</summary>
    Alignment,
}
