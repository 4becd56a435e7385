namespace ConveningLedger.Calls;

/// <summary>A run of words that still stands in a revision, with what follows it up to the next run.</summary>
/// <param name="Text">The run as it stands in the text.</param>
/// <param name="Words">How many words it has.</param>
/// <param name="Revision">The entry of the revision that brought it in, of this call or of one it was adapted from.</param>
public sealed record AuthoredRun(string Text, int Words, Entry Revision);

/// <summary>What one revision brought in of the words that stand.</summary>
/// <param name="Revision">The entry of the revision.</param>
/// <param name="Words">How many of the words that stand.</param>
/// <param name="Share">Their part of all words that stand, 0 to 1.</param>
public sealed record AuthorShare(Entry Revision, int Words, double Share);

/// <summary>
/// Who brought in the words of a revision. Words that stand in the revision before keep their author; so do those of the call that it
/// was adapted from; so does a run of at least four words that was removed from either, or stands in the call adapted from, and comes
/// in again. All others are new. The runs joined are the text.
/// </summary>
public sealed class Authorship
{
    const int ShortestReturn = 4;

    readonly Authorship? previous;
    readonly Authorship? source;
    Words? words;
    Entry[]? authors;
    (string[] Words, Entry[] Authors)[] removed = [];

    internal Authorship(Entry revision, Authorship? previous, Authorship? source) =>
        (Revision, this.previous, this.source) = (revision, previous, source);

    /// <summary>The entry of the revision.</summary>
    public Entry Revision { get; }

    /// <summary>The revision of the call that it was adapted from, where that is in the frame before it; else null.</summary>
    public Entry? AdaptedFrom => source?.Revision;

    /// <summary>The runs of words by who brought them in, in reading order.</summary>
    public IReadOnlyList<AuthoredRun> Runs
    {
        get
        {
            WorkOut();
            var (text, places) = (words!.Text, words.Places);
            if (places.Length == 0)
                return text.Length == 0 ? [] : [new(text, 0, Revision)];
            var runs = new List<AuthoredRun>();
            var first = 0;
            for (var word = 1; word <= places.Length; word++)
            {
                if (word < places.Length && authors![word].Id == authors[first].Id)
                    continue;
                var from = first == 0 ? 0 : places[first].Start.Value;
                var to = word == places.Length ? text.Length : places[word].Start.Value;
                runs.Add(new(text[from..to], word - first, authors![first]));
                first = word;
            }
            return runs;
        }
    }

    /// <summary>What each revision brought in of it, the largest share first.</summary>
    public IReadOnlyList<AuthorShare> Shares
    {
        get
        {
            WorkOut();
            return
            [
                .. authors!.GroupBy(author => author.Id)
                    .Select(group => new AuthorShare(group.First(), group.Count(), (double)group.Count() / authors!.Length))
                    .OrderByDescending(share => share.Words).ThenBy(share => share.Revision.OccurredAt.Earliest).ThenBy(share => share.Revision.Sequence),
            ];
        }
    }

    // Each revision needs the one before; a long row of them would be too deep to go down.
    void WorkOut()
    {
        var open = new Stack<Authorship>([this]);
        while (open.TryPeek(out var next))
        {
            if (Volatile.Read(ref next.authors) is null && next.previous is { authors: null } earlier)
                open.Push(earlier);
            else if (Volatile.Read(ref next.authors) is null && next.source is { authors: null } from)
                open.Push(from);
            else
                open.Pop().WorkOutThis();
        }
    }

    void WorkOutThis()
    {
        if (Volatile.Read(ref authors) is not null)
            return;
        var mine = Words.Of(((ConveningCallRevised)Revision.Data).Text);
        var made = new Entry?[mine.Tokens.Length];
        if ((previous ?? source) is { } before)
        {
            var (kept, old) = (0, 0);
            var taken = new List<(string[], Entry[])>();
            var added = new List<Range>();
            foreach (var change in mine.ChangesSince(before.words!))
            {
                for (; kept < change.AddedAt; kept++, old++)
                    made[kept] = before.authors![old];
                taken.Add(([.. before.words!.Tokens[old..(old + change.Removed)]], before.authors![old..(old + change.Removed)]));
                added.Add(kept..(kept + change.Added));
                (kept, old) = (kept + change.Added, old + change.Removed);
            }
            for (; kept < made.Length; kept++, old++)
                made[kept] = before.authors![old];
            removed = [.. taken.Where(run => run.Item1.Length >= ShortestReturn)];
            foreach (var run in added.Where(run => run.End.Value - run.Start.Value >= ShortestReturn))
                GiveBack(mine, run, made);
        }
        words = mine;
        Volatile.Write(ref authors, [.. made.Select(author => author ?? Revision)]);
    }

    /// <summary>Gives the words of a run that was put in their first authors, where they come back.</summary>
    void GiveBack(Words mine, Range run, Entry?[] made)
    {
        var wanted = new HashSet<string>();
        for (var word = run.Start.Value; word + ShortestReturn <= run.End.Value; word++)
            wanted.Add(Head(mine.Tokens.AsSpan()[word..]));
        var known = new Dictionary<string, List<(string[] Words, Entry[] Authors, int At)>>();
        foreach (var (gone, by) in Gone())
        {
            for (var at = 0; at + ShortestReturn <= gone.Length; at++)
            {
                var head = Head(gone.AsSpan(at));
                if (!wanted.Contains(head))
                    continue;
                if (!known.TryGetValue(head, out var places))
                    known[head] = places = [];
                places.Add((gone, by, at));
            }
        }
        for (var word = run.Start.Value; word + ShortestReturn <= run.End.Value;)
        {
            (int longest, (string[] Words, Entry[] Authors, int At) from) = (0, ([], [], 0));
            foreach (var place in known.GetValueOrDefault(Head(mine.Tokens.AsSpan()[word..])) ?? [])
            {
                var length = place.Words.AsSpan(place.At).CommonPrefixLength(mine.Tokens.AsSpan()[word..run.End]);
                if (length > longest)
                    (longest, from) = (length, place);
            }
            for (var back = 0; back < longest; back++)
                made[word + back] = from.Authors[from.At + back];
            word += Math.Max(1, longest);
        }
    }

    /// <summary>The runs that could come back, those first that were removed first: from this call, and from those it was adapted from.</summary>
    List<(string[] Words, Entry[] Authors)> Gone()
    {
        var met = new HashSet<Authorship>();
        var gone = new List<(string[], Entry[])>();
        var open = new Stack<Authorship>([this]);
        while (open.TryPop(out var next))
        {
            if (!met.Add(next))
                continue;
            gone.AddRange(next.removed.Reverse());
            if (next is { source: { } source, previous: not null })
                gone.Add(([.. source.words!.Tokens], source.authors!));
            if (next.source is not null)
                open.Push(next.source);
            if (next.previous is not null)
                open.Push(next.previous);
        }
        gone.Reverse();
        return gone;
    }

    static string Head(ReadOnlySpan<string> words) => string.Join(' ', words[..ShortestReturn]);
}
