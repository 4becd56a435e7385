using ConveningLedger.Proof;

namespace ConveningLedger.Ledger;

/// <summary>
/// One entry of the ledger: one event of an endeavour's stream. Two entries are the same one when they have the same id in the
/// same endeavour; in a frame an entry may show corrected content, and <see cref="Corrections"/> says by what.
/// </summary>
public sealed record Entry
{
    /// <summary>Names it for ever, unique within the endeavour.</summary>
    public required Guid Id { get; init; }

    /// <summary>A slug that names it within the endeavour, accepted wherever an entry id is.</summary>
    public string? Ref { get; init; }

    /// <summary>The endeavour's slug.</summary>
    public required string Endeavour { get; init; }

    /// <summary>Its place in the order of receiving, from 1, without gaps. Shown to conveners only: gaps would tell.</summary>
    public required long Sequence { get; init; }

    /// <summary>What kind of entry it is.</summary>
    public required Kind Kind { get; init; }

    /// <summary>What happened.</summary>
    public required EntryData Data { get; init; }

    /// <summary>When it happened in the world, as precisely as is known.</summary>
    public required Edtf OccurredAt { get; init; }

    /// <summary>When the ledger received it: PostgreSQL's clock under the stream's lock.</summary>
    public required Instant ReceivedAt { get; init; }

    /// <summary>When it became known. Equal to <see cref="ReceivedAt"/>, or an earlier time that an import claims.</summary>
    public required Instant RecordedAt { get; init; }

    /// <summary>The subject id of who recorded it. Display names live elsewhere.</summary>
    public required string RecordedBy { get; init; }

    /// <summary>The widest circle that may see it, as first recorded. See <see cref="History.TierOf"/> for today's.</summary>
    public required Visibility Visibility { get; init; }

    /// <summary>The modes of identification at work.</summary>
    public Several<Mode> Modes { get; init; } = Several<Mode>.None;

    /// <summary>From where it is told.</summary>
    public Standpoint? Standpoint { get; init; }

    /// <summary>The key of the element that told it.</summary>
    public string? ToldBy { get; init; }

    /// <summary>The keys of the people that its texts speak of.</summary>
    public Several<string> Mentions { get; init; } = Several<string>.None;

    /// <summary>Links, citations, or entries (id or ref) that it draws on.</summary>
    public Several<string> Evidence { get; init; } = Several<string>.None;

    /// <summary>Free text.</summary>
    public string? Note { get; init; }

    /// <summary>The paths of the members that were destroyed, such as <c>data.words</c>; <see cref="Ledger.Erased"/> stands in their place.</summary>
    public Several<string> Erased { get; init; } = Several<string>.None;

    /// <summary>What keeps the ledger's commitment to it from being guessed; the ledger's own, made when it is recorded, and in no line.</summary>
    public Salt Salt { get; init; }

    /// <summary>What proves the rest of an entry of which this ledger destroyed members; then there is no <see cref="Salt"/> any more. Null: it destroyed none.</summary>
    public Sealing? Sealing { get; init; }

    /// <summary>The corrections that are in what it shows, in their order; none in an entry as first recorded.</summary>
    public Several<Entry> Corrections { get; init; } = Several<Entry>.None;

    /// <summary>Whether <see cref="RecordedAt"/> is claimed by an import.</summary>
    public bool IsClaimed => RecordedAt != ReceivedAt;

    /// <summary>The entry with a salt: its own, or a new one.</summary>
    public Entry Salted() => Salt.IsNone && Sealing is null ? this with { Salt = Salt.New() } : this;

    /// <summary>The dimension it counts to, or null.</summary>
    public Dimension? Dimension => Data.CountsTo ?? Kind.Dimension;

    /// <inheritdoc/>
    public bool Equals(Entry? other) => other is not null && Id == other.Id && Endeavour == other.Endeavour && Equals(Data, other.Data)
        && OccurredAt == other.OccurredAt && Sequence == other.Sequence;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"{Kind.Name} {Ref ?? Id.ToString()}";
}

/// <summary>An entry that somebody asks to have recorded.</summary>
public sealed record Draft
{
    /// <summary>The endeavour's slug.</summary>
    public required string Endeavour { get; init; }

    /// <summary>What kind of entry it is.</summary>
    public required Kind Kind { get; init; }

    /// <summary>What happened.</summary>
    public required EntryData Data { get; init; }

    /// <summary>When it happened in the world.</summary>
    public required Edtf OccurredAt { get; init; }

    /// <summary>Its id; made where absent.</summary>
    public Guid? Id { get; init; }

    /// <inheritdoc cref="Entry.Ref"/>
    public string? Ref { get; init; }

    /// <summary>The widest circle that may see it; absent: see <see cref="Recording.DefaultVisibility"/>.</summary>
    public Visibility? Visibility { get; init; }

    /// <inheritdoc cref="Entry.Modes"/>
    public Several<Mode> Modes { get; init; } = Several<Mode>.None;

    /// <inheritdoc cref="Entry.Standpoint"/>
    public Standpoint? Standpoint { get; init; }

    /// <inheritdoc cref="Entry.ToldBy"/>
    public string? ToldBy { get; init; }

    /// <inheritdoc cref="Entry.Mentions"/>
    public Several<string> Mentions { get; init; } = Several<string>.None;

    /// <inheritdoc cref="Entry.Evidence"/>
    public Several<string> Evidence { get; init; } = Several<string>.None;

    /// <inheritdoc cref="Entry.Note"/>
    public string? Note { get; init; }

    /// <inheritdoc cref="Entry.Erased"/>
    public Several<string> Erased { get; init; } = Several<string>.None;

    /// <summary>When it is claimed to have become known; only a convener's import may claim.</summary>
    public Instant? ClaimedRecordedAt { get; init; }

    /// <summary>Who is claimed to have recorded it; only a convener's import may claim.</summary>
    public string? ClaimedRecordedBy { get; init; }
}

/// <summary>Who asks to have something recorded.</summary>
/// <param name="Subject">The subject id, from the token.</param>
/// <param name="Clearance">The circle they belong to in this endeavour.</param>
public sealed record Recorder(string Subject, Visibility Clearance)
{
    /// <summary>Whether they are a convener of this endeavour.</summary>
    public bool IsConvener => Clearance == Visibility.Conveners;
}
