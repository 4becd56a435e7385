using System.Collections.Immutable;

namespace ConveningLedger.Endeavours;

/// <summary>What the endeavour itself is at a moment.</summary>
public sealed record EndeavourState : IView<EndeavourState>
{
    /// <inheritdoc/>
    public static EndeavourState Empty { get; } = new();

    /// <summary>What it is called; null before it opened.</summary>
    public string? Title => (Opening?.Data as EndeavourOpened)?.Title;

    /// <summary>What it is for, where that was said.</summary>
    public string? Purpose => (Opening?.Data as EndeavourOpened)?.Purpose;

    /// <summary>The level of scale it works at; null before it opened.</summary>
    public Scale? Scale => (Opening?.Data as EndeavourOpened)?.Scale;

    /// <summary>The kinds of challenge it takes up.</summary>
    public Several<Challenge> Challenges => (Opening?.Data as EndeavourOpened)?.Challenges ?? Several<Challenge>.None;

    /// <summary>The entry that opened it; null before.</summary>
    public Entry? Opening { get; private init; }

    /// <summary>The entry that changed its status last; null where none did.</summary>
    public Entry? StatusEntry { get; private init; }

    /// <summary>Whether it is at work.</summary>
    public FrameStatus Status => Opening is null ? FrameStatus.NotOpen : (StatusEntry?.Data as EndeavourStatusChanged)?.Status switch
    {
        EndeavourStatus.Paused => FrameStatus.Paused,
        EndeavourStatus.Closed => FrameStatus.Closed,
        _ => FrameStatus.Active,
    };

    /// <summary>All who ever convened, by key.</summary>
    public ImmutableSortedDictionary<string, ConvenerState> Conveners { get; private init; } =
        ImmutableSortedDictionary.Create<string, ConvenerState>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public EndeavourState After(Entry entry) => entry.Data switch
    {
        EndeavourOpened => this with { Opening = entry },
        EndeavourStatusChanged => this with { StatusEntry = entry },
        ConvenerJoined joined => this with { Conveners = Conveners.SetItem(joined.Convener, new(joined.Convener, joined.Roles, entry, null)) },
        ConvenerLeft left => this with
        {
            Conveners = Conveners.SetItem(left.Convener,
                (Conveners.GetValueOrDefault(left.Convener) ?? new(left.Convener, Several<ConvenerRole>.None, null, null)) with { Left = entry }),
        },
        _ => this,
    };
}

/// <summary>A convener at a moment.</summary>
/// <param name="Key">The key of the person or group.</param>
/// <param name="Roles">In which roles.</param>
/// <param name="Joined">The entry by which they joined; null where only their leaving is known by then.</param>
/// <param name="Left">The entry by which they left; null while they convene.</param>
public sealed record ConvenerState(string Key, Several<ConvenerRole> Roles, Entry? Joined, Entry? Left);

/// <summary>Whether an endeavour is at work at a moment.</summary>
public enum FrameStatus
{
    /// <summary>It had not opened.</summary>
    NotOpen,

    /// <summary>At work.</summary>
    Active,

    /// <summary>Resting, to be taken up again.</summary>
    Paused,

    /// <summary>Ended.</summary>
    Closed,
}
