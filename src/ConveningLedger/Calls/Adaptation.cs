namespace ConveningLedger.Calls;

/// <summary>A revision of a call that was adapted from a revision of another one. All of them together are the family tree of the calls.</summary>
/// <param name="From">The revision that it was adapted from.</param>
/// <param name="To">The revision that was adapted.</param>
public sealed record Adaptation(Revision From, Revision To)
{
    /// <summary>The adaptations between the audiences of a frame, by the audience and order of the revision that was adapted.</summary>
    /// <param name="frame">The frame.</param>
    public static IReadOnlyList<Adaptation> In(Frame frame)
    {
        var revisions = frame.Narrative.Calls.Values
            .SelectMany(call => call.Revisions.Select((entry, index) => new Revision(call, index)))
            .ToDictionary(revision => revision.Entry.Id);
        return
        [
            .. from revision in revisions.Values
               where revision.Data.AdaptedFrom is not null
               let source = frame.FindEffective(revision.Data.AdaptedFrom!)
               where source is not null && revisions.ContainsKey(source.Id) && revisions[source.Id].Call.Audience != revision.Call.Audience
               select new Adaptation(revisions[source.Id], revision),
        ];
    }
}

/// <summary>One wording of a call in a frame.</summary>
/// <param name="Call">The call.</param>
/// <param name="Index">Which of its revisions, from 0.</param>
public sealed record Revision(CallState Call, int Index)
{
    /// <summary>The entry that brought it in.</summary>
    public Entry Entry => Call.Revisions[Index];

    /// <summary>What that entry says.</summary>
    public ConveningCallRevised Data => (ConveningCallRevised)Entry.Data;

    /// <summary>The revision before it; null where it is the first.</summary>
    public Revision? Previous => Index == 0 ? null : this with { Index = Index - 1 };

    /// <summary>Who brought in its words.</summary>
    public Authorship Authorship => Call.Authorships[Index];
}
