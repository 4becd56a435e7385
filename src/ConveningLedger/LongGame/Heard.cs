using System.Collections.Immutable;
using ConveningLedger.Evaluation;
using ConveningLedger.Power;
using ConveningLedger.Value;

namespace ConveningLedger.LongGame;

/// <summary>
/// What was last heard of each key: the last entry that names or refers to it, was told by it, or speaks of it. That somebody was
/// asked and did not answer, or was missed, is not heard of them.
/// </summary>
public sealed record Heard : IView<Heard>
{
    /// <inheritdoc/>
    public static Heard Empty { get; } = new();

    /// <summary>The last entry of each key, in the order of the frame.</summary>
    public ImmutableDictionary<string, Entry> Last { get; private init; } = ImmutableDictionary.Create<string, Entry>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Heard After(Entry entry)
    {
        var keys = KeysOf(entry);
        return keys.Count == 0 ? this : this with { Last = Last.SetItems(keys.Select(key => KeyValuePair.Create(key, entry))) };
    }

    static List<string> KeysOf(Entry entry)
    {
        var keys = new List<string>();
        if (entry.Data is WaveHeld wave)
            keys.AddRange([wave.Key, .. wave.Answered.OrNone()]);
        else if (entry.Data is not VoiceMissed)
            keys.AddRange(entry.Kind.KeysIn(entry.Data).Where(found => found.Shape is SlugShape).Select(found => found.Value));
        if (entry.ToldBy is { } teller)
            keys.Add(teller);
        keys.AddRange(entry.Mentions);
        return keys;
    }
}

/// <summary>Of what nothing was heard.</summary>
public enum SilenceOf
{
    /// <summary>Somebody who takes part or convenes.</summary>
    Participant,

    /// <summary>A constituency on the map, or one that signalled.</summary>
    Constituency,

    /// <summary>A value story that is hoped for.</summary>
    AspiredStory,
}

/// <summary>Since when nothing was heard of somebody or something. It says what is recorded, not what happened.</summary>
/// <param name="Of">What it is the silence of.</param>
/// <param name="Key">The key.</param>
/// <param name="Last">The last entry in which something was heard; null where there is none.</param>
/// <param name="At">The moment up to which nothing was heard since.</param>
public sealed record Silence(SilenceOf Of, string Key, Entry? Last, Instant At)
{
    /// <summary>The earliest end of when that entry occurred; null where there is none.</summary>
    public Instant? Since => Last?.OccurredAt.Earliest;

    /// <summary>How many whole days nothing was heard; null where nothing ever was.</summary>
    public int? Days => Since is { } since ? (int)At.DaysSince(since) : null;

    /// <summary>Whether what was last heard may have happened up to the moment, or after it: its date is that coarse.</summary>
    public bool IsUncertain => Last is { } last && last.OccurredAt.Latest > At;

    /// <summary>The silence of every participant who has not left, every constituency and every aspired story; the longest first.</summary>
    /// <param name="frame">The frame.</param>
    public static IReadOnlyList<Silence> In(Frame frame)
    {
        var participants = frame.Identities.Participants.Values
            .Where(participant => participant.Left is null && frame.Endeavour.Conveners.GetValueOrDefault(participant.Key)?.Left is null)
            .Select(participant => (SilenceOf.Participant, participant.Key));
        var constituencies = frame.Landscape.Elements.Values
            .Where(element => element.Retired is null && element.Description?.Element == ElementKind.Constituency).Select(element => element.Key)
            .Union(frame.Legitimacy.Constituencies.Keys)
            .Where(key => frame.Landscape.Elements.GetValueOrDefault(key)?.Retired is null)
            .Select(key => (SilenceOf.Constituency, key));
        var stories = frame.Value.Stories
            .Where(story => ((ValueStoryTold)story.Value.Data).Step == StoryStep.Aspired)
            .Select(story => (SilenceOf.AspiredStory, story.Key));
        return
        [
            .. participants.Concat(constituencies).Concat(stories)
                .Select(of => new Silence(of.Item1, of.Item2, frame.Heard.Last.GetValueOrDefault(of.Item2), frame.At))
                .OrderBy(silence => silence.Since ?? Instant.MinValue).ThenBy(silence => silence.Of).ThenBy(silence => silence.Key, StringComparer.Ordinal),
        ];
    }
}
