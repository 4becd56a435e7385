using ConveningLedger.Proof;

namespace ConveningLedger.Store.Proofs;

/// <summary>What a check found.</summary>
/// <param name="Logs">The logs that were checked.</param>
/// <param name="Findings">What is not as it was signed; none: all is.</param>
public sealed record CheckReport(IReadOnlyList<CheckedLog> Logs, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether all is as it was signed.</summary>
    public bool IsClean => Findings.Count == 0;
}

/// <summary>A log that was checked.</summary>
/// <param name="Origin">Its name.</param>
/// <param name="Entries">How many entries were compared with it.</param>
/// <param name="Size">How many leaves it has.</param>
/// <param name="Checkpoints">How many checkpoints of it were checked.</param>
/// <param name="ReceivedAt">When the last entry that was compared was received; null: none was.</param>
/// <param name="Keys">The keys that signed its last checkpoint.</param>
/// <param name="Since">The size at which an older checkpoint found it unchanged; null: there was none to compare.</param>
/// <param name="Unsigned">How many entries are not signed yet.</param>
/// <param name="Erased">Of how many of the entries members were destroyed.</param>
public sealed record CheckedLog(string Origin, long Entries, long Size, int Checkpoints, Instant? ReceivedAt, IReadOnlyList<NoteKey> Keys, long? Since = null, long Unsigned = 0, long Erased = 0);

/// <summary>Something that is not as it was signed.</summary>
/// <param name="Where">The endeavour, or the file.</param>
/// <param name="What">What is wrong, in words.</param>
public sealed record Finding(string Where, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Where}: {What}";
}

/// <summary>What is found while it is looked: no more than anybody reads.</summary>
sealed class Findings
{
    const int Most = 200;

    /// <summary>What was found, the first of it.</summary>
    public List<Finding> All { get; } = [];

    /// <summary>Whether there is so much that looking on is of no use.</summary>
    public bool AreEnough => All.Count >= Most;

    /// <summary>Adds one.</summary>
    public void Add(Finding finding)
    {
        if (!AreEnough)
            All.Add(finding);
    }
}
