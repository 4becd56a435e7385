using System.Reflection;

namespace ConveningLedger.Tests.Ledger;

// The tables of section 4 of the domain, member by member. They are a contract: what they say is never changed here to please the code.
public class KeepingToTheVocabulary
{
    const string Scale = "(INDIVIDUAL LOCAL ORGANISATIONAL REGIONAL NATIONAL INTERNATIONAL GLOBAL)";
    const string Visibility = "(CONVENERS TEAM EVALUATORS PUBLIC)";
    const string Effect = "(POSITIVE NULL NEGATIVE)=POSITIVE";
    const string Milestone = "(VOICE_HEARD RECOGNISED INITIATIVE_TAKEN CAPACITY_UNLOCKED DECISION_SHARED SELF_SUSTAINING CONVENING_OTHERS)";
    const string Question = "(WHAT_IS_CHANGING WHAT_IS_DIFFERENT WHAT_IS_POSSIBLE)";
    const string Cause = "of {entry entry, weight? (STRAW HOOP SMOKING_GUN DOUBLY_DECISIVE)}";

    // A name, then [] for a list, ? for what may be absent, and what it holds: text, a date, true or false, numbers from..to, one of
    // (these), a new key of something, or the key of something named: who, person-or-group, element, or another thing.
    const string Vocabulary =
        $"""
        Endeavour
        EndeavourOpened: title text, challenges[] (COMPLEX_CHALLENGE INNOVATION CONFLICT STAKEHOLDER_ENGAGEMENT BEYOND_AUDIT COMMUNITY_DEVELOPMENT OTHER), scale {Scale}, purpose? text, defaultVisibility? {Visibility}=TEAM
        EndeavourStatusChanged: status (ACTIVE PAUSED CLOSED), reason? text
        ConvenerJoined: convener person-or-group, roles[] (HOST CUSTODIAN PROJECT_INITIATOR ADVOCATE CONNECTOR)
        ConvenerLeft: convener person-or-group, reason? text
        Landscape
        ElementMapped: key? new ELEMENT, name text, element (PERSON GROUP CONSTITUENCY INSTITUTION PROJECT COMMUNITY NETWORK SYSTEM PRACTICE OTHER), force? (SYSTEM PRACTICE RELATIONSHIP), scale {Scale}, description? text
        ElementRetired: key element, reason? text
        TieDrawn: from element, to element, relation? (WORKS_WITH TRUSTS FUNDS GOVERNS INFORMS BELONGS_TO AT_ODDS OTHER)=OTHER, direction (ONE_WAY MUTUAL), depth whole 0..5, nature? text, wave? WAVE
        ConvenerLocated: convener person-or-group, at element
        SphereOfInfluenceDrawn: convener person-or-group, elements[] element
        ContextShifted: title text, elements[]? element, description? text
        Call
        ConveningCallRevised: audience? element, text text, rationale? text, trigger? (NEW_VOICE UNDERSTANDING AUDIENCE ACCOUNTABILITY SUCCESS RESISTANCE OTHER), contributors[]? who, promise? text, horizon? (URGENT SHORT_TERM LONG_TERM), articulation? (SENSED TENTATIVE NEGOTIATED ARTICULATE WITHHELD), adaptedFrom? entry ConveningCallRevised, basedOn? entry ConveningCallRevised
        ConveningCallWithdrawn: audience? element, reason? text
        CallAnswered: who who, audience? element, answer (MADE_THEIR_OWN JOINED INTERESTED GOING_ALONG HESITANT DECLINED RESISTED), words? text
        VoiceIncluded: who who, audience? element, through? text
        Legitimacy
        LegitimacySignalled: constituency element, convener? person-or-group, source (MANDATE QUALIFICATION INSTITUTION REPUTATION FOLLOWING CONTINUITY COMMITMENT RESULTS RELATIONSHIP LISTENING HELP_OFFERED TRANSPARENCY SHARED_IDENTITY SHARED_STORY LOCAL_TEAM PEER_TESTIMONY OTHER), direction? (OPENED SUSTAINED GROWN QUESTIONED REFUSED LOST), strength? -1..1, words? text
        Boundary
        BoundaryNamed: key new BOUNDARY, name text, type (PRACTICE COMMITMENT AFFILIATION HIERARCHY SCALE RESOURCES NATIONAL CULTURAL IDENTITY TRIBAL RELIGIOUS POLITICAL SOCIAL_CLASS GEOGRAPHIC GENERATION OTHER), sides[] at least 2, each [] element, permeability? 0..1
        BoundaryShifted: boundary BOUNDARY, permeability 0..1, move (HONOURED CHALLENGED OPENED CROSSED RECONFIGURED DISSOLVED HARDENED), words? text
        EncounterHeld: title text, boundary? BOUNDARY, space? LEARNING_SPACE, who[] who, form (CONVERSATION WORKSHOP JOINT_WORK FIELD_TRIP STORYTELLING MAPPING NEGOTIATION TRAINING OTHER), outcome? text
        BoundaryObjectMade: key new BOUNDARY_OBJECT, name text, boundary BOUNDARY, form (MAP GUIDE STORY MODEL AGREEMENT TOOL OTHER), by[]? who
        LearningSpaceOpened: key new LEARNING_SPACE, name text, who[]? who, boundary? BOUNDARY, walled? true or false
        LearningSpaceClosed: key LEARNING_SPACE, reason? text
        Identity
        ParticipantJoined: participant person-or-group, from[]? element
        ParticipantLeft: participant person-or-group, reason? text
        IdentificationShifted: participant person-or-group, with element, movement? (CLOSER SAME FURTHER TRYING_ON FADING AT_ODDS), strength? -1..1, accountability? (FORMAL INFORMAL NONE), words? text
        IdentityVoiced: participant person-or-group, words text
        AccountabilityNamed: who who, to element, for text, formality (FORMAL INFORMAL), move (FACED SERVED SHARED STRETCHED REALIGNED DROPPED), words? text
        Agency
        AgencyMilestoneReached: who who, milestone {Milestone}, level (INDIVIDUAL COLLECTIVE), description text, affects[]? element
        AgencySetBack: who who, lost[]? {Milestone}, description text
        AgencyConstrained: who who, by element, how text
        Power
        PowerMapped: holder element, form (FORMAL_AUTHORITY RESOURCE_CONTROL POLICY_CONTROL GATEKEEPING EXPERTISE INFORMAL_INFLUENCE NETWORK_POSITION IDENTITY_PRIVILEGE OTHER), influence 0..1, stance -1..1, seen? (OBVIOUS SUBTLE HIDDEN UNWITTING), over[]? element, approach? (LEVERAGE ENGAGE NEGOTIATE NAME RESIST BYPASS WATCH), words? text
        PowerMoveMade: by element, on element, move (ENLISTED NEGOTIATED NAMED RESISTED BYPASSED APPROPRIATED SQUASHED UNDONE HANDED_OVER OTHER), outcome? text
        SanctionChanged: by? element, status (UNSANCTIONED TOLERATED SANCTIONED ABSORBED), words? text
        VoiceMissed: who who, where? text
        VoiceSeated: who who, where? text
        NonNegotiableDeclared: holder element, statement text
        Value
        ValueStoryTold: key new VALUE_STORY, teller who, type (IMMEDIATE POTENTIAL APPLIED REALIZED ENABLING STRATEGIC ORIENTING TRANSFORMATIVE), text text, step? (LIVED ASPIRED STALLED)=LIVED, effect? {Effect}, audience? element, leadsFrom[]? VALUE_STORY
        ValueNarrativeTold: audience element, text text, drawsOn[]? VALUE_STORY
        Evaluation
        OutcomeHarvested: key new OUTCOME, who who, change text, significance? text, intended true or false, effect? {Effect}
        ContributionClaimed: key new CLAIM, outcome OUTCOME, by who, claim text, causes[] {Cause}, rivals[]? of {"{"}text text, causes[]? {Cause}{"}"}
        FindingSubstantiated: finding OUTCOME or CLAIM, aspect (DESCRIPTION SIGNIFICANCE CONTRIBUTION), by who, verdict (CONFIRMED PARTLY DISPUTED CANNOT_TELL), words? text
        WaveHeld: key new WAVE, asked[] who, answered[] who
        MomentMarked: name text, at? date, knownAt? date
        LongGame
        FieldNoteTaken: words text, about[]? element
        MicroShiftNoticed: noticedBy who, dimension (CALL LEGITIMACY BOUNDARY IDENTITY AGENCY POWER VALUE), about element, direction (FORWARD BACKWARD SIDEWAYS STILL), question? {Question}, words text
        ReflectionHeld: who[] who, about[]? element, question? text, words text, decision? text
        TensionHeld: tension (GROUND_AND_POLITICS VISIBLE_AND_INVISIBLE SHORT_AND_LONG_TERM PASSIONATE_AND_PRAGMATIC WILLFUL_AND_INVITING BIG_PICTURE_AND_DETAIL IMPATIENT_AND_PERSEVERING), leaning -1..1, words? text
        Meta
        EntryAnnotated: entry entry, words text, codes[]? text
        EntryContested: entry entry, who who, words text
        EntryCorrected: entry entry, reason text, data? whole, occurredAt? date, modes[]? (ENGAGEMENT IMAGINATION ALIGNMENT), standpoint? (SELF WITNESS SECOND_HAND), toldBy? element, mentions[]? who, evidence[]? text, note? text
        EntryRetracted: entry entry, reason text
        EntryReclassified: entry entry, visibility {Visibility}, reason? text
        """;

    // Nobody answering is an answer, and no list is ever written empty: so the list of those who answered may be absent.
    const string Absent = "answered[] who";
    const string MayBeAbsent = "answered[]? who";

    static IEnumerable<(string Family, string Kind, string Members)> Rows
    {
        get
        {
            var family = "";
            foreach (var line in Vocabulary.Split('\n', StringSplitOptions.TrimEntries))
            {
                if (line.IndexOf(':') is > 0 and var colon)
                    yield return (family, line[..colon], line[(colon + 2)..]);
                else
                    family = line;
            }
        }
    }

    public static TheoryData<string> Kinds => [.. Catalogue.Standard.Kinds.Select(kind => kind.Name)];

    [Fact]
    public void there_are_51_kinds_in_the_families_of_the_domain()
    {
        Assert.Equal(51, Rows.Count());
        Assert.Equal(
            Rows.Select(row => $"{row.Family} {row.Kind}").Order(),
            Catalogue.Standard.Kinds.Select(kind => $"{kind.Family} {kind.Name}").Order());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void a_kind_has_exactly_its_members_in_order(string kind) => Assert.Equal(
        Rows.Single(row => row.Kind == kind).Members.Replace(Absent, MayBeAbsent),
        Describe(Catalogue.Standard.Find(kind)!.Members));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void everything_about_a_kind_is_described(string name)
    {
        var kind = Catalogue.Standard.Find(name)!;
        Assert.EndsWith(".", kind.Summary);
        Assert.All(MembersIn(kind.Members), member => Assert.False(string.IsNullOrWhiteSpace(member.Description), $"{name}.{member.Name}"));
        foreach (var choice in MembersIn(kind.Members).Select(member => Innermost(member.Shape)).OfType<ChoiceShape>())
        {
            Assert.NotNull(Documentation.Summary(choice.Names.Type));
            Assert.All(Enum.GetNames(choice.Names.Type), value => Assert.NotNull(Documentation.Value(choice.Names.Type, value)));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void every_text_says_whose_words_it_holds(string name) =>
        Assert.All(RecordsIn(Catalogue.Standard.Find(name)!.Type), record =>
        {
            foreach (var parameter in record.GetConstructors().Single().GetParameters())
            {
                var holdsTexts = (parameter.ParameterType == typeof(string) || parameter.ParameterType == typeof(Several<string>))
                    && parameter.GetCustomAttributes().All(attribute => attribute is not (NamesAttribute or RefersAttribute or RefersToEntryAttribute));
                if (!holdsTexts)
                    continue;
                var words = parameter.GetCustomAttribute<WordsAttribute>();
                Assert.NotNull(words);
                if (words.Whose is not { } whose)
                    continue;
                var members = new Members(record);
                var member = members.All.Single(member => member.CSharpName == whose);
                Assert.IsType<ReferenceShape>(Innermost(member.Shape));
                Assert.Equal(member.Name, ((TextShape)Innermost(members.All.Single(text => text.CSharpName == parameter.Name).Shape)).Whose);
            }
        });

    [Fact]
    public void only_these_kinds_are_narrow_unless_said_otherwise() => Assert.Equal(
        ["FieldNoteTaken", "PowerMapped", "PowerMoveMade", "ReflectionHeld", "VoiceMissed"],
        Catalogue.Standard.Kinds.Where(kind => kind.IsNarrow).Select(kind => kind.Name).Order());

    [Fact]
    public void evaluators_record_these() => Assert.Equal(
        ["ContributionClaimed", "EntryAnnotated", "EntryContested", "EntryCorrected", "EntryRetracted", "FieldNoteTaken", "FindingSubstantiated", "MomentMarked", "OutcomeHarvested", "WaveHeld"],
        Catalogue.Standard.Kinds.Where(kind => kind.IsByEvaluatorsToo).Select(kind => kind.Name).Order());

    [Fact]
    public void these_name_a_key() => Assert.Equal(
        ["BoundaryNamed", "BoundaryObjectMade", "ContributionClaimed", "ElementMapped", "LearningSpaceOpened", "OutcomeHarvested", "ValueStoryTold", "WaveHeld"],
        Catalogue.Standard.Kinds.Where(kind => kind.Names is not null).Select(kind => kind.Name).Order());

    [Fact]
    public void seven_families_are_dimensions_and_the_others_count_to_none()
    {
        Assert.Equal(["CALL", "LEGITIMACY", "BOUNDARY", "IDENTITY", "AGENCY", "POWER", "VALUE"], ValueNames.Of(typeof(Dimension)).All);
        Assert.All(Catalogue.Standard.Kinds, kind => Assert.Equal(
            kind.Family is Family.Call or Family.Legitimacy or Family.Boundary or Family.Identity or Family.Agency or Family.Power or Family.Value
                ? kind.Family.ToString() : null,
            kind.Dimension?.ToString()));
    }

    [Fact]
    public void what_every_entry_has_is_as_the_domain_lists_it()
    {
        Assert.Equal(["CONVENERS", "TEAM", "EVALUATORS", "PUBLIC"], ValueNames.Of(typeof(Visibility)).All);
        Assert.Equal(["ENGAGEMENT", "IMAGINATION", "ALIGNMENT"], ValueNames.Of(typeof(Mode)).All);
        Assert.Equal(["SELF", "WITNESS", "SECOND_HAND"], ValueNames.Of(typeof(Standpoint)).All);
        Assert.Equal(["NOT_OPEN", "ACTIVE", "PAUSED", "CLOSED"], ValueNames.Of(typeof(FrameStatus)).All);
    }

    static string Describe(Members members) => string.Join(", ", members.All.Select(member =>
        $"{member.Name}{(member.Shape is ListShape ? "[]" : "")}{(member.IsRequired ? "" : "?")} {Describe(member.Shape)}"
        + (member.Default is { } value ? $"={ValueNames.Of(value.GetType()).NameOf(value)}" : "")));

    static string Describe(Shape shape) => shape switch
    {
        ListShape { Item: ListShape inner, AtLeast: var least } => $"at least {least}, each [] {Describe(inner.Item)}",
        ListShape { AtLeast: 1 } list => Describe(list.Item),
        TextShape => "text",
        NameShape name => $"new {ValueNames.Of(name.Thing)}",
        ReferenceShape { Things: [Thing.Element], Elements.Count: 0 } => "element",
        ReferenceShape { Elements: [ElementKind.Person, ElementKind.Group, ElementKind.Constituency] } => "who",
        ReferenceShape { Elements: [ElementKind.Person, ElementKind.Group] } => "person-or-group",
        ReferenceShape reference => string.Join(" or ", reference.Things.Select(ValueNames.Of)),
        EntryReferenceShape entry => $"entry {string.Join(" ", entry.Kinds)}".Trim(),
        NumberShape number => $"{number.Least}..{number.Most}",
        WholeNumberShape whole => $"whole {whole.Least}..{whole.Most}",
        FlagShape => "true or false",
        DateShape => "date",
        ChoiceShape choice => $"({string.Join(" ", choice.Names.All)})",
        RecordShape record => $"of {{{Describe(record.Members)}}}",
        ReplacementShape => "whole",
        _ => "?",
    };

    static Shape Innermost(Shape shape) => shape is ListShape list ? Innermost(list.Item) : shape;

    static IEnumerable<Member> MembersIn(Members members) => members.All.SelectMany(member =>
        Innermost(member.Shape) is RecordShape nested ? MembersIn(nested.Members).Prepend(member) : [member]);

    static IEnumerable<Type> RecordsIn(Type record) => new Members(record).All
        .Select(member => Innermost(member.Shape)).OfType<RecordShape>().SelectMany(nested => RecordsIn(nested.Type)).Prepend(record);
}
