namespace ConveningLedger.Value;

/// <summary>A story was told of the difference it makes, made, or is hoped to make.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Teller">Who tells it.</param>
/// <param name="Type">Which kind of value.</param>
/// <param name="Text">The story.</param>
/// <param name="Step">Whether it was lived.</param>
/// <param name="Effect">Whether it did good.</param>
/// <param name="Audience">Whom it is told to.</param>
/// <param name="LeadsFrom">The earlier stories it leads on from.</param>
[EntryKind(Family.Value)]
public sealed record ValueStoryTold(
    [Names(Thing.ValueStory)] string Key,
    [Who] string Teller,
    StoryType Type,
    [Words(nameof(Teller))] string Text,
    [AbsentMeans(StoryStep.Lived)] StoryStep? Step,
    [AbsentMeans(StoryEffect.Positive)] StoryEffect? Effect,
    [Element] string? Audience,
    [Refers(Thing.ValueStory)] Several<string>? LeadsFrom) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"{wording.Name(Teller)} told of {Wording.Of(Type)} value{Step switch { StoryStep.Aspired => ", hoped for", StoryStep.Stalled => ", which got stuck", _ => "" }}: {Wording.Quoted(Text)}";

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Check(RuleContext context)
    {
        foreach (var earlier in LeadsFrom.OrNone())
        {
            if (context.StoryLeadsFrom(earlier, Key))
            {
                yield return new(RefusalCode.StoryCycle, "data.leadsFrom", $"'{earlier}' itself leads from '{Key}': the chain would have no beginning.",
                    "stories that do not lead on from this one");
            }
        }
    }
}

/// <summary>A kind of value.</summary>
public enum StoryType
{
    /// <summary>Worth in itself.</summary>
    Immediate,

    /// <summary>Worth to be put to use.</summary>
    Potential,

    /// <summary>Put to use.</summary>
    Applied,

    /// <summary>A difference made.</summary>
    Realized,

    /// <summary>What made it possible.</summary>
    Enabling,

    /// <summary>Worth to those who steer.</summary>
    Strategic,

    /// <summary>Worth for finding one's place.</summary>
    Orienting,

    /// <summary>Worth that changes what counts as worth.</summary>
    Transformative,
}

/// <summary>Whether a story was lived.</summary>
public enum StoryStep
{
    /// <summary>It happened.</summary>
    Lived,

    /// <summary>It is hoped for.</summary>
    Aspired,

    /// <summary>It got stuck.</summary>
    Stalled,
}

/// <summary>Whether an effect is good.</summary>
public enum StoryEffect
{
    /// <summary>For the better.</summary>
    Positive,

    /// <summary>None.</summary>
    Null,

    /// <summary>For the worse.</summary>
    Negative,
}
