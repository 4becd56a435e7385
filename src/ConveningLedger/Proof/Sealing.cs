using System.Globalization;
using System.Text;

namespace ConveningLedger.Proof;

/// <summary>
/// What stays of an entry's commitments once members of it were destroyed: of each member that is left its own salt, of each that is gone the
/// commitment. The entry's salt is gone, too: with it what was destroyed could be guessed, and the guess be checked.
/// </summary>
/// <param name="Members">The members of the line as first recorded, in its order.</param>
/// <param name="Note">What the ledger signed of it: its statement, as a note. Empty: nothing yet.</param>
public sealed record Sealing(Several<SealedMember> Members, string Note)
{
    const string Words = "destroyed members of an entry";

    /// <summary>Destroys members of an entry. What is left of it has the leaf that it always had.</summary>
    /// <param name="entry">The entry as first recorded, with its salt or sealed before.</param>
    /// <param name="paths">The paths of members that it has, and that can be erased; at least one.</param>
    /// <returns>The entry without them, with a sealing that nobody signed yet.</returns>
    public static Entry Erase(Entry entry, IReadOnlyCollection<string> paths)
    {
        var line = CanonicalLine.Bytes(entry).WrittenSpan;
        var there = EntryLeaf.Members(line);
        var members = entry.Sealing?.Members ?? Several.Of<SealedMember>([.. there.Select(member => new SealedMember(member.Path, entry.Salt.Of(member.Path), null))]);
        var left = new List<SealedMember>(members.Count);
        foreach (var member in members)
        {
            var isTouched = member.Path == EntryLeaf.Erased || paths.Any(path => path == member.Path || path.StartsWith($"{member.Path}.", StringComparison.Ordinal));
            if (member.Salt is not { } salt || !isTouched)
            {
                left.Add(member);
                continue;
            }
            var (_, from, length) = there.Find(one => one.Path == member.Path);
            left.Add(new(member.Path, null, EntryLeaf.Commitment(salt, line.Slice(from, length))));
        }
        return Ledger.Erased.From(entry, paths) with { Salt = default, Sealing = new(Several.Of<SealedMember>([.. left]), "") };
    }

    /// <summary>
    /// What the ledger signs when it destroys members of an entry, so that nobody else can: which they were, by their commitments, and what the
    /// line is without them.
    /// </summary>
    /// <param name="ledger">The ledger's name.</param>
    /// <param name="endeavour">The slug.</param>
    /// <param name="id">The entry's id.</param>
    /// <param name="members">The members of the line as first recorded.</param>
    /// <param name="line">The canonical line as it stands.</param>
    public static string Statement(string ledger, string endeavour, Guid id, IEnumerable<SealedMember> members, ReadOnlySpan<byte> line)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{ledger}/{endeavour}\n{Words}\n{id}\n");
        foreach (var member in members)
        {
            if (member.Commitment is { } commitment)
                text.Append(CultureInfo.InvariantCulture, $"{member.Path} {commitment}\n");
        }
        return text.Append(CultureInfo.InvariantCulture, $"line {Hash.Of(line)}\n").ToString();
    }

    /// <summary>What the ledger signs of an entry of which members were destroyed.</summary>
    /// <param name="ledger">The ledger's name.</param>
    /// <param name="entry">The entry, with a sealing.</param>
    public static string Statement(string ledger, Entry entry) => Statement(ledger, entry.Endeavour, entry.Id, entry.Sealing!.Members, CanonicalLine.Bytes(entry).WrittenSpan);
}

/// <summary>A member of an entry of which members were destroyed.</summary>
/// <param name="Path">Its path in the line, such as <c>note</c> or <c>data.words</c>.</param>
/// <param name="Salt">The salt of its commitment; null where it was destroyed, or something in it.</param>
/// <param name="Commitment">The commitment to it as first recorded; null where that can be made from what is left.</param>
public sealed record SealedMember(string Path, Hash? Salt, Hash? Commitment);
