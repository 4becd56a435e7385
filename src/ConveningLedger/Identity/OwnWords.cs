using System.Collections.Immutable;

namespace ConveningLedger.Identity;

/// <summary>A text in somebody's own words.</summary>
/// <param name="Entry">The entry that holds it.</param>
/// <param name="Member">The member of the entry's data that it stands in.</param>
/// <param name="Text">The text.</param>
public sealed record OwnText(Entry Entry, string Member, string Text);

/// <summary>What everybody said: the texts of entries that hold words of theirs, whatever kind of entry it is.</summary>
public sealed record OwnWords : IView<OwnWords>
{
    /// <inheritdoc/>
    public static OwnWords Empty { get; } = new();

    /// <summary>The texts by the key of whose words they are, in order.</summary>
    public ImmutableDictionary<string, ImmutableList<OwnText>> Texts { get; private init; } =
        ImmutableDictionary.Create<string, ImmutableList<OwnText>>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public OwnWords After(Entry entry)
    {
        var texts = Texts;
        foreach (var (who, text) in TextsIn(entry))
            texts = texts.SetItem(who, texts.GetValueOrDefault(who, []).Add(text));
        return ReferenceEquals(texts, Texts) ? this : this with { Texts = texts };
    }

    static IEnumerable<(string Who, OwnText Text)> TextsIn(Entry entry)
    {
        foreach (var member in entry.Kind.Members.All)
        {
            if (member.Shape is not TextShape { Whose: { } whose } || member.Of(entry.Data) is not string text)
                continue;
            var said = entry.Kind.Members.All.First(other => other.Name == whose).Of(entry.Data);
            foreach (var who in said as IEnumerable<string> ?? (said is string one ? [one] : []))
                yield return (who, new(entry, member.Name, text));
        }
    }
}
