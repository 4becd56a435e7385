using ConveningLedger.Evaluation;
using ConveningLedger.GraphQL.Entries;
using ConveningLedger.GraphQL.Types;

namespace ConveningLedger.GraphQL.Views;

/// <summary>The types of what evaluators find.</summary>
static class EvaluationTypes
{
    public static void Add(GraphTypes types)
    {
        types.Object<EvaluationMap>("Evaluation")
            .List("outcomes", "Outcome", (_, scene) => Outcome.In(scene.Frame), "The outcomes harvested, by key.")
            .Field("outcome", "Outcome", (_, scene, context) => Outcome.Of(scene.Frame, Ask.Text(context, "key")), "One of them.", new Argument("key", "Slug!", "Its key."))
            .List("claims", "Claim", (_, scene) => Claim.In(scene.Frame), "The claims of what led to outcomes, by key.")
            .Field("claim", "Claim", (_, scene, context) => Claim.Of(scene.Frame, Ask.Text(context, "key")), "One of them.", new Argument("key", "Slug!", "Its key."))
            .List("waves", "Wave", (_, scene) => Wave.In(scene.Frame), "The waves of asking about ties, in the order in which they were held.");
        types.Object<Outcome>("Outcome")
            .Node((scene, key) => Outcome.Of(scene.Frame, key))
            .Field("key", "Slug!", (outcome, _) => outcome.Data.Key, "Its key.")
            .Field("who", "Element!", (outcome, scene) => EntryTypes.ElementIn(scene, outcome.Data.Who), "Whose behaviour, relationship, policy or practice changed.")
            .Field("change", "String!", (outcome, _) => outcome.Data.Change, "What changed.")
            .Field("significance", "String", (outcome, _) => outcome.Data.Significance, "Why it matters.")
            .Field("intended", "Boolean!", (outcome, _) => outcome.Data.Intended, "Whether it was intended.")
            .Field("effect", $"{types.Enum(typeof(Value.StoryEffect))}!", (outcome, _) => outcome.Data.Effect ?? Value.StoryEffect.Positive, "Whether it did good.")
            .List("claims", "Claim", outcome => outcome.Claims)
            .Field("aspects", "[SubstantiatedAspect!]!", outcome => outcome.Aspects)
            .List("contests", "EntryContested", (outcome, scene) => Contests(scene, outcome.Entry), "The objections to it that are known at the moment, in order.")
            .Field("entry", "OutcomeHarvested!", outcome => outcome.Entry);
        types.Object<Claim>("Claim")
            .Node((scene, key) => Claim.Of(scene.Frame, key))
            .Field("key", "Slug!", (claim, _) => claim.Data.Key, "Its key.")
            .Field("outcome", "Outcome", (claim, scene) => Outcome.Of(scene.Frame, claim.Data.Outcome), "The outcome; null where the frame does not have it.")
            .Field("by", "Element!", (claim, scene) => EntryTypes.ElementIn(scene, claim.Data.By), "Who claims it.")
            .Field("claim", "String!", (claim, _) => claim.Data.Claim, "The claim.")
            .Field("causes", "[ClaimedCause!]!", claim => claim.Causes)
            .Field("rivals", "[RivalExplanation!]!", claim => claim.Rivals)
            .Field("aspects", "[SubstantiatedAspect!]!", claim => claim.Aspects)
            .List("contests", "EntryContested", (claim, scene) => Contests(scene, claim.Entry), "The objections to it that are known at the moment, in order.")
            .Field("entry", "ContributionClaimed!", claim => claim.Entry);
        types.Object<CauseState>("ClaimedCause")
            .Field("entry", "Entry", cause => cause.Entry)
            .Field("weight", types.Enum(typeof(EvidenceWeight)), cause => cause.Weight)
            .Field("timeOrder", $"{types.Enum(typeof(TimeOrder))}!", cause => cause.Order);
        types.Object<RivalState>("RivalExplanation")
            .Field("text", "String!", rival => rival.Text)
            .Field("causes", "[ClaimedCause!]!", rival => rival.Causes);
        types.Object<AspectState>("SubstantiatedAspect")
            .Field("aspect", $"{types.Enum(typeof(Aspect))}!", aspect => aspect.Aspect)
            .List("findings", "Substantiation", aspect => aspect.Findings);
        types.Object<SubstantiationState>("Substantiation")
            .Field("by", "Element!", (said, scene) => EntryTypes.ElementIn(scene, said.Data.By), "Who was asked.")
            .Field("verdict", $"{types.Enum(typeof(Verdict))}!", (said, _) => said.Data.Verdict, "What they said.")
            .Field("words", "String", (said, _) => said.Data.Words, "In which words.")
            .Field("isIndependent", "Boolean!", said => said.IsIndependent)
            .Field("entry", "FindingSubstantiated!", said => said.Entry);
        types.Object<Wave>("Wave")
            .Field("key", "Slug!", (wave, _) => wave.Data.Key, "Its key.")
            .Field("asked", "[Element!]!", (wave, scene) => Elements(scene, wave.Data.Asked), "Who was asked.")
            .Field("answered", "[Element!]!", (wave, scene) => Elements(scene, wave.Data.Answered.OrNone()), "Who answered.")
            .Field("nonRespondents", "[Element!]!", (wave, scene) => Elements(scene, wave.NonRespondents), "Those who were asked and did not answer. Of their ties the wave says nothing.")
            .List("ties", "TieDrawn", wave => wave.Ties)
            .Field("entry", "WaveHeld!", wave => wave.Entry);
    }

    static IEnumerable<Entry> Contests(Scene scene, Entry entry) => scene.Frame.Edition.RemarksOn(entry).Where(remark => remark.Data is Meta.EntryContested);

    static IEnumerable<Landscape.ElementState> Elements(Scene scene, IEnumerable<string> keys) => keys.Select(key => EntryTypes.ElementIn(scene, key));
}
