using System.Text.RegularExpressions;

namespace ConveningLedger.Ledger;

/// <summary>What a text is to a person.</summary>
public enum Personal
{
    /// <summary>It is theirs: what they are called, what they said, or what is said of them alone.</summary>
    Theirs,

    /// <summary>It is others' too: said together, said by somebody else, of several, or one that mentions or names them.</summary>
    OthersToo,
}

/// <summary>A text in which a person is.</summary>
/// <param name="Entry">The entry as first recorded.</param>
/// <param name="Path">The path of the member, such as <c>note</c>, <c>data.words</c> or, in a correction, <c>data.data.words</c>.</param>
/// <param name="Personal">What it is to them.</param>
/// <param name="Texts">The text, or the texts of a list.</param>
/// <param name="Why">Why it is here, in words.</param>
public sealed record PersonalText(Entry Entry, string Path, Personal Personal, Several<string> Texts, string Why);

/// <summary>
/// Finds what an endeavour holds of a person: by whose words a member holds and of whom it speaks, as each kind says beside its members; by who told
/// an entry and whom it mentions; and by the names that they were given. What was destroyed is not found any more.
/// </summary>
public sealed class PersonalData
{
    const string Data = "data.";
    const int ShortestPart = 3;

    static readonly ElementKind[] People = [ElementKind.Person, ElementKind.Group, ElementKind.Constituency];

    readonly History history;
    readonly string person;
    readonly HashSet<string> people = new(StringComparer.Ordinal);
    readonly Regex? named;

    /// <summary>What an endeavour holds of a person.</summary>
    /// <param name="history">The history.</param>
    /// <param name="person">The person's key.</param>
    /// <param name="aliases">What else they are called; texts that have it are found, too.</param>
    public PersonalData(History history, string person, IReadOnlyCollection<string> aliases)
    {
        (this.history, this.person) = (history, person);
        var names = new SortedSet<string>(aliases, StringComparer.Ordinal);
        foreach (var mapped in history.Entries.SelectMany(MappingsOf))
        {
            if (mapped.Key is { } key && People.Contains(mapped.Element))
                people.Add(key);
            if (mapped.Key == person && !Erased.Is(mapped.Name))
                names.Add(mapped.Name);
        }
        Names = [.. names];
        // Somebody is often called by a part of what they are called.
        var sought = Names.Concat(Names.SelectMany(name => name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(part => part.Length >= ShortestPart && !char.IsLower(part[0]))).Distinct().ToArray();
        named = sought.Length == 0 ? null : new($@"(?<![\p{{L}}\p{{M}}\p{{N}}])(?:{string.Join('|', sought.OrderByDescending(name => name.Length).Select(Regex.Escape))})(?![\p{{L}}\p{{M}}\p{{N}}])",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    /// <summary>What they were ever called, as far as that is not destroyed, and the aliases.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether a key is that of a person.</summary>
    /// <param name="history">The history.</param>
    /// <param name="key">The key.</param>
    public static bool IsPerson(History history, string key) => history.Entries.SelectMany(MappingsOf).LastOrDefault(mapped => mapped.Key == key)?.Element == ElementKind.Person;

    /// <summary>Whether a text has one of their names in it, or a part of one.</summary>
    /// <param name="text">The text.</param>
    public bool IsNamedIn(string text) => named?.IsMatch(text) == true;

    /// <summary>The texts in which they are, in sequence and in the order of the line.</summary>
    public IEnumerable<PersonalText> Texts => history.Entries.SelectMany(Of);

    /// <summary>The texts of an entry that can be destroyed, by their paths.</summary>
    /// <param name="entry">The entry as first recorded.</param>
    public static IEnumerable<string> ErasableIn(Entry entry) => TextsOf(entry).Select(text => text.Path);

    IEnumerable<PersonalText> Of(Entry entry)
    {
        var about = AboutOf(entry);
        foreach (var (path, texts, speakers, spokenOf) in TextsOf(entry))
        {
            // What nobody's words are said to be is whoever's who told the entry.
            var by = speakers.Count == 0 && entry.ToldBy is { } teller ? [teller] : speakers;
            // A text that says nothing by itself of whom it speaks stands for the entry.
            var of = spokenOf is null ? about : spokenOf.Where(people.Contains).ToHashSet(StringComparer.Ordinal);
            if ((Whole(by) ?? (by.Count == 0 ? Whole(of) : null)) is true)
                yield return new(entry, path, Personal.Theirs, texts, by.Count > 0 ? "in their words" : "of them alone");
            else if (by.Contains(person) || of.Contains(person))
                yield return new(entry, path, Personal.OthersToo, texts, by.Contains(person) ? "said together with others" : by.Count > 0 ? "of them, in the words of others" : "of them and others");
            else if (texts.Any(IsNamedIn))
                yield return new(entry, path, Personal.OthersToo, texts, "names them");
            else if (entry.Mentions.Contains(person))
                yield return new(entry, path, Personal.OthersToo, texts, "in an entry that mentions them");
        }

        bool? Whole(IReadOnlyCollection<string> keys) => keys.Count == 1 && keys.Contains(person) ? true : null;
    }

    /// <summary>The people whom an entry is about: by whose words its texts are, of whom they speak, and by the members that only people can be.</summary>
    HashSet<string> AboutOf(Entry entry)
    {
        if (entry.Data is IAboutEntry about && entry.Data is not Meta.EntryContested)
            return (Guid.TryParseExact(about.Entry, "D", out var id) ? history.Find(id) : history.Find(about.Entry)) is { } target && target != entry ? AboutOf(target) : [];
        var members = entry.Kind.Members;
        var said = members.All.SelectMany(member => member.About.Concat((member.Shape as TextShape)?.Whose is { } whose ? [whose] : [])).ToHashSet(StringComparer.Ordinal);
        return members.All.Where(member => said.Contains(member.Name) || (Item(member.Shape) is ReferenceShape { Elements: [_, ..] kinds } && kinds.Contains(ElementKind.Person)))
            .SelectMany(member => KeysOf(member, entry.Data)).Where(people.Contains).ToHashSet(StringComparer.Ordinal);
    }

    // Of whom it speaks is null where it is the entry's matter.
    static IEnumerable<(string Path, Several<string> Texts, IReadOnlyCollection<string> Speakers, IReadOnlyCollection<string>? SpokenOf)> TextsOf(Entry entry)
    {
        if (entry.Evidence.Count > 0 && !Erased.Is(entry.Evidence))
            yield return (Erased.Evidence, entry.Evidence, [], null);
        if (entry.Note is { } note && !Erased.Is(note))
            yield return (Erased.Note, [note], [], null);
        foreach (var text in TextsOf(entry.Kind.Members, entry.Data, Data, entry.Kind.IsMeta))
            yield return text;
    }

    static IEnumerable<(string, Several<string>, IReadOnlyCollection<string>, IReadOnlyCollection<string>?)> TextsOf(Members members, object data, string prefix, bool isMeta)
    {
        foreach (var member in members.All)
        {
            var value = member.Of(data);
            if (value is Replacement { Data: { } replaced } replacement)
            {
                foreach (var text in TextsOf(replacement.Kind!.Members, replaced, $"{prefix}{member.Name}.", isMeta: false))
                    yield return text;
            }
            if (!member.CanBeErased || value is null || Erased.Is(value))
                continue;
            Several<string> texts = value switch
            {
                string text => [text],
                Several<string> list => list,
                _ => [.. InRecords((System.Collections.IEnumerable)value, ((RecordShape)((ListShape)member.Shape).Item).Members)],
            };
            var whose = (Item(member.Shape) as TextShape)?.Whose;
            yield return (prefix + member.Name, texts, whose is null ? [] : Named([whose]), isMeta && member.About.Count == 0 && whose is null ? null : Named(member.About));
        }

        string[] Named(IEnumerable<string> names) => [.. names.SelectMany(name => members.All.Where(member => member.Name == name)).SelectMany(member => KeysOf(member, data))];
    }

    static IEnumerable<string> InRecords(System.Collections.IEnumerable records, Members members) =>
        records.Cast<object>().SelectMany(record => members.All.Where(part => part.Shape is TextShape).Select(part => part.Of(record)).OfType<string>());

    static IEnumerable<string> KeysOf(Member member, object data) => member.Of(data) switch
    {
        string key => [key],
        IEnumerable<string> keys => keys,
        _ => [],
    };

    static Shape Item(Shape shape) => shape is ListShape list ? list.Item : shape;

    static IEnumerable<Landscape.ElementMapped> MappingsOf(Entry entry) => entry.Data switch
    {
        Landscape.ElementMapped mapped => [mapped],
        Meta.EntryCorrected { Data.Data: Landscape.ElementMapped mapped } => [mapped],
        _ => [],
    };
}
