namespace ConveningLedger.Ledger;

/// <summary>From where an entry is told.</summary>
public enum Standpoint
{
    /// <summary>Told by the one it is about.</summary>
    Self,

    /// <summary>Told by somebody who saw it.</summary>
    Witness,

    /// <summary>Told by somebody who heard of it.</summary>
    SecondHand,
}
