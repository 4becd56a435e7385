namespace ConveningLedger.Tests.Time;

public class TellingEveryKind
{
    /// <summary>What an entry of each kind with all its members says.</summary>
    static readonly Dictionary<string, string> Accounts = new()
    {
        ["ConvenerJoined"] = "On 1 June 2019, council began to convene, as host and connector.",
        ["ConvenerLeft"] = "On 1 June 2019, p-01 stopped convening: “A new post.”",
        ["EndeavourOpened"] = "On 1 June 2019, the endeavour “Water for Vessa” opened: “Sharing a river.”",
        ["EndeavourStatusChanged"] = "On 1 June 2019, the endeavour paused: “The flood.”",
        ["ContextShifted"] = "On 1 June 2019, around the endeavour something shifted: The drought: “No rain.”",
        ["ConvenerLocated"] = "On 1 June 2019, p-01 stood at north-bank.",
        ["ElementMapped"] = "On 1 June 2019, The mill was put on the map, local: “Grinds.”",
        ["ElementRetired"] = "On 1 June 2019, river-board left the map: “Dissolved.”",
        ["SphereOfInfluenceDrawn"] = "On 1 June 2019, the sphere of influence of p-01 was drawn around north-bank and farmers.",
        ["TieDrawn"] = "On 1 June 2019, p-01 was seen to trust river-board, at depth 3 of 5: “Old friends.”",
        ["CallAnswered"] = "On 1 June 2019, p-02 held back from the call for farmers: “We shall see.”",
        ["ConveningCallRevised"] = "On 1 June 2019, the call for farmers was put into words by p-01 and farmers: “Come!”",
        ["ConveningCallWithdrawn"] = "On 1 June 2019, the call for farmers was withdrawn: “Heard.”",
        ["VoiceIncluded"] = "On 1 June 2019, the voice of p-02 entered the call for farmers: “A song.”",
        ["LegitimacySignalled"] = "On 1 June 2019, farmers granted p-01 more legitimacy, resting on listening: “She listens.”",
        ["BoundaryNamed"] = "On 1 June 2019, the boundary “The ford” was named, with north-bank and p-01 on one side, south-bank on another.",
        ["BoundaryObjectMade"] = "On 1 June 2019, “The gauge” (tool) was made by p-01 and council for the boundary The weir.",
        ["BoundaryShifted"] = "On 1 June 2019, the boundary The weir was crossed, and is now half open: “By night.”",
        ["EncounterHeld"] = "On 1 June 2019, p-01 and farmers met (conversation): Tea: “Another tea.”",
        ["LearningSpaceClosed"] = "On 1 June 2019, the learning space The tea house closed: “Winter.”",
        ["LearningSpaceOpened"] = "On 1 June 2019, the learning space “The night school” opened with p-01 and p-02.",
        ["AccountabilityNamed"] = "On 1 June 2019, p-02 shared what they answer for to council, “The gate.”: “With her.”",
        ["IdentificationShifted"] = "On 1 June 2019, p-02 came closer to south-bank: “My people.”",
        ["IdentityVoiced"] = "On 1 June 2019, p-02 said who they are: “I am a fisher.”",
        ["ParticipantJoined"] = "On 1 June 2019, council came to take part, from river-board and north-bank.",
        ["ParticipantLeft"] = "On 1 June 2019, p-02 stopped taking part: “Moved.”",
        ["AgencyConstrained"] = "On 1 June 2019, river-board held p-02 back: “By rules.”",
        ["AgencyMilestoneReached"] = "On 1 June 2019, p-02 was heard: “She spoke.”",
        ["AgencySetBack"] = "On 1 June 2019, p-02 was set back: “Silenced.”",
        ["NonNegotiableDeclared"] = "On 1 June 2019, farmers said what is not negotiable: “Night water.”",
        ["PowerMapped"] = "On 1 June 2019, river-board was seen to block, holding gatekeeping: “The gate.”",
        ["PowerMoveMade"] = "On 1 June 2019, p-01 negotiated with river-board: “A hearing.”",
        ["SanctionChanged"] = "On 1 June 2019, the endeavour was tolerated by river-board: “For now.”",
        ["VoiceMissed"] = "On 1 June 2019, the voice of farmers was missed: “The board.”",
        ["VoiceSeated"] = "On 1 June 2019, farmers got a seat: “The board.”",
        ["ValueNarrativeTold"] = "On 1 June 2019, council was told what it is worth: “It pays.”",
        ["ValueStoryTold"] = "On 1 June 2019, p-02 told of potential value, hoped for: “We learned.”",
        ["ContributionClaimed"] = "On 1 June 2019, p-02 claimed what led to the outcome “They share the gate.”: “Tea.”",
        ["FindingSubstantiated"] = "On 1 June 2019, council confirmed a part of the claim “Talking did it.”: “Some of it.”",
        ["MomentMarked"] = "On 1 June 2019, the moment was given a name: “baseline”.",
        ["OutcomeHarvested"] = "On 1 June 2019, a change was found in council: “A rule.”",
        ["WaveHeld"] = "On 1 June 2019, p-01 and p-02 were asked about their ties, and one answered.",
        ["FieldNoteTaken"] = "On 1 June 2019, somebody noted: “They sat together.”",
        ["MicroShiftNoticed"] = "On 1 June 2019, p-01 noticed a small move sideways with river-board: “They came late.”",
        ["ReflectionHeld"] = "On 1 June 2019, p-01 and p-02 looked back: “Slower.”, and decided: “Wait.”",
        ["TensionHeld"] = "On 1 June 2019, holding short and long term together, the endeavour leaned to the first: “The harvest.”",
        ["EntryAnnotated"] = "On 1 June 2019, in the margin of “the common call was put into words: ‘Come and share the river.’” was written: “Compare.”",
        ["EntryContested"] = "On 1 June 2019, p-02 contested “the common call was put into words: ‘Come and share the river.’”: “Not so.”",
        ["EntryCorrected"] = "On 1 June 2019, “the common call was put into words: ‘Come and share our river.’” was corrected: “A typing error.”",
        ["EntryReclassified"] = "On 1 June 2019, who may see “the common call was put into words: ‘Come and share the river.’” was changed: “Private.”",
        ["EntryRetracted"] = "On 1 June 2019, “the common call was put into words: ‘Come and share the river.’” was taken back: “Never said.”",
    };

    [Fact]
    public void is_a_plain_sentence_in_the_past_tense()
    {
        var told = Catalogue.Standard.Kinds.ToDictionary(kind => kind.Name, kind => Told(kind.Name, Examples.Whole(kind.Name)));
        Assert.Equal(Accounts.OrderBy(pair => pair.Key), told.OrderBy(pair => pair.Key));
    }

    [Fact]
    public void works_with_the_least_that_a_kind_has()
    {
        foreach (var kind in Catalogue.Standard.Kinds)
        {
            var told = Told(kind.Name, Examples.Least(kind.Name));
            Assert.Matches(@"^[A-Z].*[.!?”]$", told);
            Assert.DoesNotContain("  ", told);
        }
    }

    static string Told(string kind, System.Text.Json.Nodes.JsonObject data)
    {
        var entry = Examples.Tell(kind, data).IsAccepted();
        var history = kind == "EndeavourOpened" ? History.Empty(Endeavour.Slug).After([entry]) : Endeavour.Furnished.History.After([entry]);
        var frame = history.At(Instant.MaxValue, Instant.MaxValue, Visibility.Conveners);
        return global::ConveningLedger.Time.Accounts.OfEntry(frame, frame.Edition.Find(entry.Id.ToString())!);
    }
}
