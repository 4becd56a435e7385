using System.Collections.Immutable;

namespace ConveningLedger.Calls;

/// <summary>The narrative at a moment: the convening call of each audience, its revisions, its answers, the voices in it.</summary>
public sealed record Narrative : IView<Narrative>
{
    /// <summary>The key under which the common call stands.</summary>
    public const string Common = "";

    /// <inheritdoc/>
    public static Narrative Empty { get; } = new();

    /// <summary>The calls by audience; the common one under <see cref="Common"/>.</summary>
    public ImmutableSortedDictionary<string, CallState> Calls { get; private init; } =
        ImmutableSortedDictionary.Create<string, CallState>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Narrative After(Entry entry) => entry.Data switch
    {
        ConveningCallRevised call => Revised(entry, call),
        ConveningCallWithdrawn call => With(call.Audience, state => state with { Withdrawn = entry }),
        CallAnswered answered => With(answered.Audience, state => state with { Answers = state.Answers.Add(entry) }),
        VoiceIncluded voice => With(voice.Audience, state => state with { Voices = state.Voices.Add(entry) }),
        _ => this,
    };

    // By id and by ref, since an adaptation names what it was adapted from by either.
    ImmutableDictionary<string, Authorship> Authors { get; init; } = ImmutableDictionary.Create<string, Authorship>(StringComparer.OrdinalIgnoreCase);

    Narrative Revised(Entry entry, ConveningCallRevised call)
    {
        var authorship = new Authorship(entry, Calls.GetValueOrDefault(call.Audience ?? Common)?.Authorships.LastOrDefault(),
            call.AdaptedFrom is { } source ? Authors.GetValueOrDefault(source) : null);
        var authors = Authors.SetItem(entry.Id.ToString(), authorship);
        return With(call.Audience, state => state with
        {
            Revisions = state.Revisions.Add(entry),
            Authorships = state.Authorships.Add(authorship),
            Withdrawn = null,
        }) with { Authors = entry.Ref is { } name ? authors.SetItem(name, authorship) : authors };
    }

    Narrative With(string? audience, Func<CallState, CallState> change) => this with
    {
        Calls = Calls.SetItem(audience ?? Common, change(Calls.GetValueOrDefault(audience ?? Common) ?? new(audience))),
    };
}

/// <summary>The call of one audience at a moment.</summary>
/// <param name="Audience">The audience; null: the common call.</param>
public sealed record CallState(string? Audience)
{
    /// <summary>Its revisions, in order; the last one holds unless it is withdrawn.</summary>
    public ImmutableList<Entry> Revisions { get; init; } = [];

    /// <summary>Who brought in the words of each revision, in the same order.</summary>
    public ImmutableList<Authorship> Authorships { get; init; } = [];

    /// <summary>The entry that withdrew it; null while it invites.</summary>
    public Entry? Withdrawn { get; init; }

    /// <summary>All answers to it, in order.</summary>
    public ImmutableList<Entry> Answers { get; init; } = [];

    /// <summary>The voices that entered it, in order.</summary>
    public ImmutableList<Entry> Voices { get; init; } = [];

    /// <summary>The revision that holds; null where the call is withdrawn or was not made by then.</summary>
    public Entry? Current => Withdrawn is null && Revisions.Count > 0 ? Revisions[^1] : null;

    /// <summary>The latest answer of each who answered, by key.</summary>
    public IEnumerable<Entry> LatestAnswers => Answers
        .GroupBy(answer => ((CallAnswered)answer.Data).Who, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => group.Last());

    /// <summary>How it was answered over time: after each answer, how many stood by which.</summary>
    public IEnumerable<AnswerPoint> AnswerCourse
    {
        get
        {
            var standing = new Dictionary<string, Answer>(StringComparer.Ordinal);
            foreach (var entry in Answers)
            {
                var answered = (CallAnswered)entry.Data;
                standing[answered.Who] = answered.Answer;
                yield return new(entry, Revisions.FindLastIndex(revision => Edition.Order(revision, entry) < 0) is >= 0 and var index ? index : null,
                    standing.Values.CountBy(answer => answer).ToImmutableSortedDictionary());
            }
        }
    }
}

/// <summary>One answer to a call, and where all answers stood after it.</summary>
/// <param name="Entry">The answer.</param>
/// <param name="Revision">Which revision it answered, as an index among the call's: the last one before it; null where there was none yet.</param>
/// <param name="Standing">How many gave each answer last, by answer.</param>
public sealed record AnswerPoint(Entry Entry, int? Revision, ImmutableSortedDictionary<Answer, int> Standing);
