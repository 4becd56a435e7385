namespace ConveningLedger.Calls;

/// <summary>Somebody answered the call.</summary>
/// <param name="Who">Who answered.</param>
/// <param name="Audience">The audience whose call it is; absent: the common call.</param>
/// <param name="Answer">How.</param>
/// <param name="Words">In which words.</param>
[EntryKind(Family.Call)]
public sealed record CallAnswered(
    [Who] string Who,
    [Element] string? Audience,
    Answer Answer,
    [Words(nameof(Who))] string? Words) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"{wording.Name(Who)} {Answered} {wording.Call(Audience)}", Words);

    string Answered => Answer switch
    {
        Answer.MadeTheirOwn => "made their own",
        Answer.Joined => "joined in on",
        Answer.Interested => "wanted to hear more of",
        Answer.GoingAlong => "went along with",
        Answer.Hesitant => "held back from",
        Answer.Declined => "declined",
        _ => "resisted",
    };

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Check(RuleContext context) => context.NeedsCall(Audience);
}

/// <summary>How a call is answered.</summary>
public enum Answer
{
    /// <summary>They carry it as theirs.</summary>
    MadeTheirOwn,

    /// <summary>They came along and work on it.</summary>
    Joined,

    /// <summary>They want to hear more.</summary>
    Interested,

    /// <summary>They go along, without heart.</summary>
    GoingAlong,

    /// <summary>They hold back.</summary>
    Hesitant,

    /// <summary>They said no.</summary>
    Declined,

    /// <summary>They work against it.</summary>
    Resisted,
}
