using System.Collections.Frozen;
using System.Reflection;
using ConveningLedger.Boundaries;
using ConveningLedger.Calls;
using ConveningLedger.Evaluation;
using ConveningLedger.Identity;
using ConveningLedger.Landscape;
using ConveningLedger.Legitimacy;
using ConveningLedger.LongGame;
using ConveningLedger.Power;
using ConveningLedger.Value;

namespace ConveningLedger.Time;

/// <summary>One register of a frame.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Subject">The keys, names and texts that say of what, in the order of the vocabulary; none for the endeavour itself and its common call.</param>
public sealed record Register(RegisterName Name, Several<string> Subject)
{
    static readonly FrozenDictionary<RegisterName, (HoldsAttribute Holds, DescribesAttribute? Describes)> Known = Enum.GetValues<RegisterName>().ToFrozenDictionary(
        name => name,
        name => typeof(RegisterName).GetField(name.ToString())! is var field ? (field.GetCustomAttribute<HoldsAttribute>()!, field.GetCustomAttribute<DescribesAttribute>()) : default);

    /// <summary>What it holds.</summary>
    public RegisterKind Kind => Known[Name].Holds.Kind;

    /// <summary>The dimension it counts to, or null.</summary>
    public Dimension? Dimension => Known[Name].Holds.Dimension;

    /// <summary>The measure it is, or null.</summary>
    public Measure? Measure => Kind == RegisterKind.Measure ? Enum.Parse<Measure>(Name.ToString()) : null;

    /// <summary>The register that says whether what this one describes is there at all; null where it describes nothing else.</summary>
    internal Register? Thing => Known[Name].Describes is not { } describes ? null
        : new(describes.Thing, describes.Parts < 0 ? Subject : [.. Subject.Take(describes.Parts)]);

    /// <summary>The register of a measure.</summary>
    /// <param name="of">The measure and its subject.</param>
    public static Register Of(MeasureKey of) => new(Enum.Parse<RegisterName>(of.Measure.ToString()), of.Subject);
}

/// <summary>The value of a register.</summary>
public abstract record RegisterValue
{
    /// <summary>A number.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Number(decimal Value) : RegisterValue;

    /// <summary>A text, a date as it was written, or a key.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Value) : RegisterValue;

    /// <summary>One of a list of values.</summary>
    /// <param name="Value">The value.</param>
    public sealed record Choice(Enum Value) : RegisterValue;

    /// <summary>That somebody or something belongs there.</summary>
    public sealed record Member : RegisterValue
    {
        /// <summary>There is only one.</summary>
        public static Member Yes { get; } = new();
    }

    /// <inheritdoc/>
    public sealed override string ToString() => this switch
    {
        Number number => CanonicalJson.Normal(number.Value).ToString(),
        Text text => text.Value,
        Choice choice => ValueNames.Of(choice.Value.GetType()).NameOf(choice.Value),
        _ => "MEMBER",
    };
}

/// <summary>Whether a learning space is open.</summary>
public enum SpaceStatus
{
    /// <summary>Open.</summary>
    Open,

    /// <summary>Closed.</summary>
    Closed,
}

/// <summary>Yes or no.</summary>
public enum YesNo
{
    /// <summary>Yes.</summary>
    Yes,

    /// <summary>No.</summary>
    No,
}

/// <summary>The registers of a frame: read off its views, so that they say what the views say.</summary>
public static class Registers
{
    /// <summary>Every register that has a value.</summary>
    /// <param name="frame">The frame.</param>
    public static IReadOnlyDictionary<Register, RegisterValue> Of(Frame frame)
    {
        var read = new Reader();
        foreach (var (of, value) in frame.Measures.Values)
            read.Values[Register.Of(of)] = new RegisterValue.Number(value);
        OfEndeavour(frame, read);
        OfLandscape(frame, read);
        OfCalls(frame, read);
        OfLegitimacy(frame, read);
        OfBoundaries(frame, read);
        OfIdentities(frame, read);
        foreach (var person in frame.Agency.People.Values)
            read.Members(RegisterName.Milestone, [person.Key], person.Held.Keys.Select(ValueNames.Of));
        OfPower(frame, read);
        OfStories(frame, read);
        OfEvaluation(frame, read);
        return read.Values;
    }

    static void OfEndeavour(Frame frame, Reader read)
    {
        var endeavour = frame.Endeavour;
        read.Text(RegisterName.Title, [], endeavour.Title);
        read.Text(RegisterName.Purpose, [], endeavour.Purpose);
        read.Choice(RegisterName.EndeavourScale, [], endeavour.Scale);
        read.Choice(RegisterName.EndeavourStatus, [], endeavour.Status);
        read.Members(RegisterName.Challenge, [], endeavour.Challenges.Select(ValueNames.Of));
        foreach (var convener in endeavour.Conveners.Values.Where(convener => convener is { Joined: not null, Left: null }))
        {
            read.Member(RegisterName.Convener, convener.Key);
            read.Members(RegisterName.ConvenerRole, [convener.Key], convener.Roles.Select(ValueNames.Of));
        }
    }

    static void OfLandscape(Frame frame, Reader read)
    {
        foreach (var (key, mapped, _) in frame.Landscape.Elements.Values.Where(element => element is { Mapped: not null, Retired: null }))
        {
            var element = (ElementMapped)mapped!.Data;
            read.Member(RegisterName.Element, key);
            read.Text(RegisterName.ElementName, [key], element.Name);
            read.Text(RegisterName.ElementDescription, [key], element.Description);
            read.Choice(RegisterName.ElementKind, [key], element.Element);
            read.Choice(RegisterName.ElementForce, [key], element.Force);
            read.Choice(RegisterName.ElementScale, [key], element.Scale);
        }
        foreach (var (key, drawn) in frame.Landscape.Ties.Values)
        {
            var tie = (TieDrawn)drawn.Data;
            read.Choice(RegisterName.TieDirection, [key.From, key.To, ValueNames.Of(key.Relation)], tie.Direction);
            read.Text(RegisterName.TieNature, [key.From, key.To, ValueNames.Of(key.Relation)], tie.Nature);
        }
        foreach (var (convener, located) in frame.Landscape.Located)
            read.Text(RegisterName.LocatedAt, [convener], ((ConvenerLocated)located.Data).At);
        foreach (var (convener, sphere) in frame.Landscape.Spheres)
            read.Members(RegisterName.SphereMember, [convener], ((SphereOfInfluenceDrawn)sphere.Data).Elements);
    }

    static void OfCalls(Frame frame, Reader read)
    {
        foreach (var call in frame.Narrative.Calls.Values)
        {
            if (call.Current is { } current)
            {
                var data = (ConveningCallRevised)current.Data;
                read.Text(RegisterName.CallText, OfAudience(call.Audience), data.Text);
                read.Text(RegisterName.CallPromise, OfAudience(call.Audience), data.Promise);
                read.Choice(RegisterName.CallHorizon, OfAudience(call.Audience), data.Horizon);
                read.Choice(RegisterName.CallArticulation, OfAudience(call.Audience), data.Articulation);
            }
            foreach (var who in call.Revisions.SelectMany(revision => ((ConveningCallRevised)revision.Data).Contributors.OrNone())
                .Concat(call.Voices.Select(voice => ((VoiceIncluded)voice.Data).Who)))
            {
                read.Values[OfCall(RegisterName.CallVoice, who, call.Audience)] = RegisterValue.Member.Yes;
            }
            foreach (var answer in call.LatestAnswers.Select(entry => (CallAnswered)entry.Data))
                read.Values[OfCall(RegisterName.CallAnswer, answer.Who, call.Audience)] = new RegisterValue.Choice(answer.Answer);
        }
    }

    static void OfLegitimacy(Frame frame, Reader read)
    {
        foreach (var signal in frame.Legitimacy.Constituencies.Values.SelectMany(state => state.Signals).Select(entry => (LegitimacySignalled)entry.Data))
        {
            if (signal.Direction is { } direction)
                read.Values[OfSignal(signal)] = new RegisterValue.Choice(direction);
        }
    }

    static void OfBoundaries(Frame frame, Reader read)
    {
        foreach (var boundary in frame.Boundaries.Boundaries.Values)
        {
            if (boundary.Description is not { } named)
                continue;
            read.Member(RegisterName.Boundary, boundary.Key);
            read.Text(RegisterName.BoundaryName, [boundary.Key], named.Name);
            read.Choice(RegisterName.BoundaryType, [boundary.Key], named.Type);
            foreach (var (side, elements) in named.Sides.Index())
            {
                foreach (var element in elements)
                    read.Member(RegisterName.BoundarySide, boundary.Key, element, $"{side + 1}");
            }
        }
        foreach (var made in frame.Boundaries.Objects.Values.Select(entry => (BoundaryObjectMade)entry.Data))
        {
            read.Member(RegisterName.BoundaryObject, made.Key);
            read.Text(RegisterName.BoundaryObjectName, [made.Key], made.Name);
            read.Choice(RegisterName.BoundaryObjectForm, [made.Key], made.Form);
            read.Members(RegisterName.BoundaryObjectMaker, [made.Key], made.By.OrNone());
        }
        foreach (var space in frame.Boundaries.Spaces.Values)
        {
            read.Choice(RegisterName.LearningSpace, [space.Key], space.Closed is null ? SpaceStatus.Open : SpaceStatus.Closed);
            if (space.Opened?.Data is not LearningSpaceOpened opened)
                continue;
            read.Text(RegisterName.LearningSpaceName, [space.Key], opened.Name);
            read.Members(RegisterName.LearningSpaceMember, [space.Key], opened.Who.OrNone());
        }
    }

    static void OfIdentities(Frame frame, Reader read)
    {
        foreach (var participant in frame.Identities.Participants.Values)
        {
            if (participant is { Joined: { } joined, Left: null })
            {
                read.Member(RegisterName.Participant, participant.Key);
                read.Members(RegisterName.ParticipantFrom, [participant.Key], ((ParticipantJoined)joined.Data).From.OrNone());
            }
            foreach (var tie in participant.Nexus.Values)
            {
                read.Choice(RegisterName.IdentityMovement, [participant.Key, tie.With], tie.Movement);
                read.Choice(RegisterName.IdentityAccountability, [participant.Key, tie.With], tie.Accountability);
            }
        }
        foreach (var named in frame.Identities.Accountabilities.Select(entry => (AccountabilityNamed)entry.Data))
            read.Choice(RegisterName.AccountabilityMove, [named.Who, named.To, named.For], named.Move);
    }

    static void OfPower(Frame frame, Reader read)
    {
        foreach (var holding in frame.Power.Holdings.Values)
        {
            Several<string> subject = [holding.Key.Holder, ValueNames.Of(holding.Key.Form)];
            read.Choice(RegisterName.PowerSeen, subject, holding.Mapped.Seen);
            read.Choice(RegisterName.PowerApproach, subject, holding.Mapped.Approach);
            read.Members(RegisterName.PowerOver, subject, holding.Mapped.Over.OrNone());
        }
        read.Choice(RegisterName.Sanction, [], (frame.Power.Sanction?.Data as SanctionChanged)?.Status);
        foreach (var missed in frame.Power.Missing.Select(entry => (VoiceMissed)entry.Data))
            read.Values[OfVoice(RegisterName.VoiceMissing, missed.Who, missed.Where)] = RegisterValue.Member.Yes;
        foreach (var seated in frame.Power.Seated.Select(entry => (VoiceSeated)entry.Data))
            read.Values[OfVoice(RegisterName.VoiceSeated, seated.Who, seated.Where)] = RegisterValue.Member.Yes;
        foreach (var declared in frame.Power.NonNegotiables.Select(entry => (NonNegotiableDeclared)entry.Data))
            read.Member(RegisterName.NonNegotiable, declared.Holder, declared.Statement);
    }

    static void OfStories(Frame frame, Reader read)
    {
        foreach (var story in frame.Value.Stories.Values.Select(entry => (ValueStoryTold)entry.Data))
        {
            read.Member(RegisterName.Story, story.Key);
            read.Text(RegisterName.StoryText, [story.Key], story.Text);
            read.Choice(RegisterName.StoryType, [story.Key], story.Type);
            read.Choice(RegisterName.StoryStep, [story.Key], story.Step ?? StoryStep.Lived);
            read.Choice(RegisterName.StoryEffect, [story.Key], story.Effect ?? StoryEffect.Positive);
            read.Members(RegisterName.StoryLeadsFrom, [story.Key], story.LeadsFrom.OrNone());
        }
    }

    static void OfEvaluation(Frame frame, Reader read)
    {
        foreach (var entry in frame.Evaluation.Outcomes.Values)
        {
            var outcome = (OutcomeHarvested)entry.Data;
            read.Member(RegisterName.Outcome, outcome.Key);
            read.Text(RegisterName.OutcomeChange, [outcome.Key], outcome.Change);
            read.Text(RegisterName.OutcomeSignificance, [outcome.Key], outcome.Significance);
            read.Text(RegisterName.OutcomeTime, [outcome.Key], entry.OccurredAt.Text);
            read.Choice(RegisterName.OutcomeIntended, [outcome.Key], outcome.Intended ? YesNo.Yes : YesNo.No);
            read.Choice(RegisterName.OutcomeEffect, [outcome.Key], outcome.Effect ?? StoryEffect.Positive);
        }
        foreach (var claim in Claim.In(frame))
        {
            var key = claim.Data.Key;
            read.Member(RegisterName.Claim, key);
            read.Text(RegisterName.ClaimText, [key], claim.Data.Claim);
            // What the frame does not have says nothing in it.
            foreach (var cause in claim.Causes.Where(cause => cause.Entry is not null))
            {
                read.Member(RegisterName.ClaimCause, key, cause.Named);
                read.Choice(RegisterName.CauseWeight, [key, cause.Named], cause.Weight);
                read.Choice(RegisterName.CauseOrder, [key, cause.Named], cause.Order);
            }
            read.Members(RegisterName.ClaimRival, [key], claim.Rivals.Select(rival => rival.Text));
        }
        foreach (var said in frame.Evaluation.Substantiations.Values.SelectMany(entries => entries).Select(entry => (FindingSubstantiated)entry.Data))
            read.Choice(RegisterName.FindingVerdict, [said.Finding, ValueNames.Of(said.Aspect), said.By], said.Verdict);
        foreach (var wave in frame.Evaluation.Waves.Values.Select(entry => (WaveHeld)entry.Data))
        {
            read.Member(RegisterName.Wave, wave.Key);
            read.Members(RegisterName.WaveAsked, [wave.Key], wave.Asked);
            read.Members(RegisterName.WaveAnswered, [wave.Key], wave.Answered.OrNone());
        }
    }

    internal static Several<string> OfAudience(string? audience) => audience is null ? [] : [audience];

    internal static Register OfCall(RegisterName name, string who, string? audience) => new(name, audience is null ? [who] : [who, audience]);

    internal static Register OfVoice(RegisterName name, string who, string? where) => new(name, where is null ? [who] : [who, where]);

    internal static Register OfSignal(LegitimacySignalled signal) => new(RegisterName.LegitimacyDirection,
        signal.Convener is null ? [signal.Constituency, ValueNames.Of(signal.Source)] : [signal.Constituency, ValueNames.Of(signal.Source), signal.Convener]);

    sealed class Reader
    {
        public Dictionary<Register, RegisterValue> Values { get; } = [];

        public void Text(RegisterName name, Several<string> subject, string? value)
        {
            if (value is not null)
                Values[new(name, subject)] = new RegisterValue.Text(value);
        }

        public void Choice(RegisterName name, Several<string> subject, Enum? value)
        {
            if (value is not null)
                Values[new(name, subject)] = new RegisterValue.Choice(value);
        }

        public void Member(RegisterName name, params ReadOnlySpan<string> subject) => Values[new(name, Several.Of(subject))] = RegisterValue.Member.Yes;

        public void Members(RegisterName name, Several<string> subject, IEnumerable<string> members)
        {
            foreach (var member in members)
                Values[new(name, [.. subject, member])] = RegisterValue.Member.Yes;
        }
    }
}
