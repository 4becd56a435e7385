using System.Globalization;

namespace ConveningLedger.Server.Tests.Faults;

/// <summary>What goes wrong.</summary>
enum FaultKind
{
    /// <summary>A node is killed, and started again.</summary>
    NodeKilled,

    /// <summary>The postmaster is killed; its processes find out by themselves.</summary>
    PostmasterKilled,

    /// <summary>One process of PostgreSQL is killed, upon which it throws out all others and recovers.</summary>
    BackendKilled,

    /// <summary>All processes of PostgreSQL are killed at once.</summary>
    PostgresKilled,

    /// <summary>All processes of PostgreSQL and both nodes are killed at once.</summary>
    EverythingKilled,

    /// <summary>PostgreSQL is stopped and started as for an update.</summary>
    PostgresRestarted,

    /// <summary>An administrator ends all connections.</summary>
    ConnectionsEnded,

    /// <summary>Somebody else takes all connections that PostgreSQL has left.</summary>
    ConnectionsTaken,

    /// <summary>A node comes back with a pool of very few connections.</summary>
    PoolTiny,

    /// <summary>PostgreSQL is frozen.</summary>
    Frozen,

    /// <summary>PostgreSQL stands still half of the time.</summary>
    Slow,

    /// <summary>The disk of PostgreSQL is full.</summary>
    DiskFull,

    /// <summary>The clock of a node is an hour fast.</summary>
    ClockFast,

    /// <summary>The clock of a node is an hour slow.</summary>
    ClockSlow,

    /// <summary>An import is killed, and run again.</summary>
    ImportKilled,
}

/// <summary>Something that goes wrong at a moment.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">When, from the beginning of the schedule.</param>
/// <param name="For">For how long.</param>
/// <param name="Node">Which node it is of, 0 or 1, where it is of one.</param>
sealed record Fault(FaultKind Kind, TimeSpan At, TimeSpan For, int Node)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind} at {At.TotalMilliseconds:0} ms for {For.TotalMilliseconds:0} ms (node {Node + 1})");
}

/// <summary>What is asked of the ledger while things go wrong.</summary>
/// <param name="Endeavours">How many endeavours are recorded in.</param>
/// <param name="Recorders">How many clients record at once.</param>
/// <param name="Pause">How long each of them waits between two entries.</param>
/// <param name="Repeats">Whether one of them sends everything twice at once, and all once more in the end.</param>
/// <param name="Imported">How many lines are imported; 0: no import.</param>
/// <param name="ImportsAmong">Whether they are imported into an endeavour that is recorded in, not into one of their own.</param>
sealed record Asked(int Endeavours, int Recorders, TimeSpan Pause, bool Repeats, int Imported, bool ImportsAmong);

/// <summary>What goes wrong when, and under what: all of it follows from a seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Asked">What is asked meanwhile.</param>
/// <param name="Faults">What goes wrong, by when it begins.</param>
sealed record Schedule(int Seed, Asked Asked, IReadOnlyList<Fault> Faults)
{
    static readonly FaultKind[] All = Enum.GetValues<FaultKind>();

    /// <summary>When the last of it is over.</summary>
    public TimeSpan End => Faults.Max(fault => fault.At + fault.For);

    /// <summary>The schedule of a seed. So many seeds in a row as there are faults have each of them.</summary>
    /// <param name="seed">The seed.</param>
    public static Schedule Of(int seed)
    {
        var random = new Random(seed);
        var faults = new List<Fault> { Next(All[(int)((uint)seed % All.Length)], random) };
        for (var more = random.Next(3); more > 0; more--)
            faults.Add(Next(All[random.Next(All.Length)], random));
        var imports = random.Next(3) == 0 || faults.Exists(fault => fault.Kind == FaultKind.ImportKilled);
        var asked = new Asked(1 + random.Next(3), 2 + random.Next(4), TimeSpan.FromMilliseconds(random.Next(5, 60)), random.Next(2) == 0, imports ? 50 + random.Next(200) : 0, random.Next(3) == 0);
        return new(seed, asked, [.. faults.OrderBy(fault => fault.At)]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"seed {Seed}: {string.Join(", ", Faults)}; {Asked}";

    static Fault Next(FaultKind kind, Random random) => new(kind, Milliseconds(random, 100, 1500), kind switch
    {
        FaultKind.Frozen => Milliseconds(random, 300, 3000),
        FaultKind.Slow or FaultKind.DiskFull or FaultKind.ConnectionsTaken => Milliseconds(random, 500, 2000),
        FaultKind.ConnectionsEnded or FaultKind.BackendKilled => TimeSpan.Zero,
        _ => Milliseconds(random, 0, 1000),
    }, random.Next(2));

    static TimeSpan Milliseconds(Random random, int least, int most) => TimeSpan.FromMilliseconds(random.Next(least, most));
}
