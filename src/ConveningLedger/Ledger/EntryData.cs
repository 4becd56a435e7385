namespace ConveningLedger.Ledger;

/// <summary>
/// What happened: the part of an entry that its kind defines. Each kind is a sealed record with one constructor; its members
/// are the constructor's parameters, in their order, and the attributes on them say what they hold.
/// </summary>
public abstract record EntryData
{
    /// <summary>What was recorded, where that was in a former shape of the kind; no part of what is said, nor of what makes two data equal.</summary>
    public FormerShape? Former { get; init; }

    /// <summary>The dimension this very entry counts to, where its family does not say.</summary>
    public virtual Dimension? CountsTo => null;

    /// <summary>
    /// The keys of those whom it says something about. Where one of them is a person, and the standpoint is not
    /// <see cref="Standpoint.Self"/>, the entry is for the conveners only unless the recorder says otherwise.
    /// </summary>
    public virtual IEnumerable<string> SpeaksOf => [];

    /// <summary>The same data with this key in the place of an absent one; the data itself where its kind names no key, or has one.</summary>
    /// <param name="key">The key.</param>
    public virtual EntryData Keyed(string key) => this;

    /// <summary>
    /// What happened, in plain words and as part of a sentence: past tense, without the date, without a full stop, names in the place
    /// of keys. Null: it is told by the kind's summary.
    /// </summary>
    /// <param name="wording">Has the names.</param>
    public virtual string? Account(Wording wording) => null;

    /// <summary>An account and the words that go with it, where there are any.</summary>
    /// <param name="account">The account.</param>
    /// <param name="words">The words; null: none.</param>
    protected static string Said(string account, string? words) => words is null ? account : $"{account}: {Wording.Quoted(words)}";

    /// <summary>The rules of the kind that go beyond its members' own.</summary>
    /// <param name="context">What the recorder may see of what is recorded so far.</param>
    public virtual IEnumerable<Refusal> Check(RuleContext context) => [];

    /// <inheritdoc/>
    public virtual bool Equals(EntryData? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();
}

/// <summary>An entry about another entry.</summary>
public interface IAboutEntry
{
    /// <summary>The other entry, by id or ref.</summary>
    string Entry { get; }
}

/// <summary>
/// The data that stands in the place of another entry's data, whole. Its kind is the other entry's; until that is known it is
/// only JSON.
/// </summary>
public sealed record Replacement
{
    Replacement(string? json, Kind? kind, EntryData? data) => (Json, Kind, Data) = (json, kind, data);

    /// <summary>The JSON, the same however it was laid out; null once it is read.</summary>
    public string? Json { get; }

    /// <summary>The kind it is read as.</summary>
    public Kind? Kind { get; }

    /// <summary>What it says, once it is read.</summary>
    public EntryData? Data { get; }

    /// <summary>The name of the kind that whoever gave it took it for; null where that was not said.</summary>
    public string? Said { get; private init; }

    /// <summary>The version of its kind's shape in which the JSON is; null: today's.</summary>
    public int? Version { get; private init; }

    /// <summary>The same, with the kind that it was taken for.</summary>
    /// <param name="kind">The kind's name.</param>
    public Replacement SaidToBe(string kind) => new(Json, Kind, Data) { Said = kind, Version = Version };

    /// <summary>The same, with the version of its kind's shape in which it is.</summary>
    /// <param name="version">The version, from 1.</param>
    internal Replacement WrittenIn(int version) => new(Json, Kind, Data) { Said = Said, Version = version };

    /// <summary>A replacement that is not read yet.</summary>
    /// <param name="json">An object, as JSON.</param>
    public static Replacement Unread(string json) => new(CanonicalJson.Sorted(json), null, null);

    /// <summary>A replacement that is read.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="data">What it says.</param>
    public static Replacement Of(Kind kind, EntryData data) => new(null, kind, data);

    /// <inheritdoc/>
    public bool Equals(Replacement? other) => other is not null && Json == other.Json && Equals(Data, other.Data);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Json, Data);
}
