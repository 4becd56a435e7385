namespace ConveningLedger.Ledger;

/// <summary>
/// What stands where words were destroyed: a mark to be seen, and no data. It is known by being this very object, so that somebody who wrote the
/// same eight characters is not taken for erased.
/// </summary>
public static class Erased
{
    /// <summary>In the place of a text.</summary>
    public static string Text { get; } = new("[erased]".AsSpan());

    /// <summary>In the place of a list of texts.</summary>
    public static Several<string> Texts { get; } = [Text];

    /// <summary>Whether a value stands where something was destroyed.</summary>
    /// <param name="value">The value of a member.</param>
    public static bool Is(object? value) => ReferenceEquals(value, Text) || (value is Several<string> { Count: 1 } list && ReferenceEquals(list[0], Text));

    /// <summary>Lets go of the short texts that were met lately and are kept to be the same objects when they are met again.</summary>
    public static void ForgetTexts() => Reading.Forget();

    /// <summary>What stands in the place of an envelope's texts, by the member's path.</summary>
    internal const string Note = "note";

    /// <inheritdoc cref="Note"/>
    internal const string Evidence = "evidence";

    /// <summary>The entry without the content of some members; they are marked in it. What proves the rest is apart: see <see cref="Proof.Sealing"/>.</summary>
    /// <param name="entry">The entry as first recorded.</param>
    /// <param name="paths">The paths of members that can be erased, such as <c>note</c>, <c>data.words</c> or, in a correction, <c>data.data.words</c>.</param>
    internal static Entry From(Entry entry, IReadOnlyCollection<string> paths) => entry with
    {
        Note = paths.Contains(Note) ? Text : entry.Note,
        Evidence = paths.Contains(Evidence) ? Texts : entry.Evidence,
        Data = (EntryData)From(entry.Kind.Members, entry.Data, "data.", paths),
        Erased = Several.Of<string>([.. entry.Erased.Union(paths).Order(StringComparer.Ordinal)]),
    };

    static object From(Members members, object data, string prefix, IReadOnlyCollection<string> paths) => members.With(data, (member, value) => value switch
    {
        Replacement { Data: { } replaced } replacement => Replacement.Of(replacement.Kind!, (EntryData)From(replacement.Kind!.Members, replaced, $"{prefix}{member.Name}.", paths)),
        not null when paths.Contains(prefix + member.Name) => member.WhenErased,
        _ => value,
    });
}
