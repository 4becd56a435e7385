namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>A small endeavour of every view, written by hand: two sides of a river, a call, and one who moves.</summary>
static class TheBridge
{
    /// <summary>Its lines.</summary>
    /// <param name="slug">Under which slug it is told.</param>
    public static string[] Lines(string slug) =>
    [
        Line(slug, "opened", "EndeavourOpened", "2019-01-01", "2019-01-02", """{"title":"The bridge","challenges":["CONFLICT"],"scale":"LOCAL","purpose":"To cross.","defaultVisibility":"PUBLIC"}"""),
        Line(slug, "ada-mapped", "ElementMapped", "2019-01-01", "2019-01-02", """{"key":"ada","name":"Ada","element":"PERSON","scale":"INDIVIDUAL"}"""),
        Line(slug, "bo-mapped", "ElementMapped", "2019-01-01", "2019-01-02", """{"key":"bo","name":"Bo","element":"PERSON","scale":"INDIVIDUAL"}"""),
        Line(slug, "mills-mapped", "ElementMapped", "2019-01-01", "2019-01-02", """{"key":"mills","name":"The mills","element":"CONSTITUENCY","scale":"LOCAL"}"""),
        Line(slug, "farms-mapped", "ElementMapped", "2019-01-01", "2019-01-02", """{"key":"farms","name":"The farms","element":"CONSTITUENCY","scale":"LOCAL"}"""),
        Line(slug, "donor-mapped", "ElementMapped", "2019-01-01", "2019-01-02", """{"key":"donor","name":"The donor","element":"INSTITUTION","scale":"NATIONAL"}""", "CONVENERS"),
        Line(slug, "ada-convenes", "ConvenerJoined", "2019-01-03", "2019-01-03", """{"convener":"ada","roles":["HOST"]}"""),
        Line(slug, "call-1", "ConveningCallRevised", "2019-01-10", "2019-01-10", """{"text":"Come to the bridge."}""", modes: "ALIGNMENT"),
        Line(slug, "call-2", "ConveningCallRevised", "2019-02-10", "2019-02-10", """{"text":"Come to the old bridge at noon.","trigger":"NEW_VOICE","contributors":["mills"],"basedOn":"call-1"}"""),
        Line(slug, "farms-in", "VoiceIncluded", "2019-02-11", "2019-02-11", """{"who":"farms","through":"The word old is theirs."}"""),
        Line(slug, "mills-answer", "CallAnswered", "2019-02-12", "2019-02-12", """{"who":"mills","answer":"INTERESTED","words":"At noon we grind."}"""),
        Line(slug, "bo-joins", "ParticipantJoined", "2019-02-12", "2019-02-12", """{"participant":"bo","from":["mills"]}"""),
        Line(slug, "bo-mills-1", "IdentificationShifted", "2019-02", "2019-03-01", """{"participant":"bo","with":"mills","strength":0.8,"accountability":"FORMAL"}""", standpoint: "SELF", toldBy: "bo"),
        Line(slug, "bo-mills-2", "IdentificationShifted", "2019-05", "2019-06-01", """{"participant":"bo","with":"mills","movement":"FURTHER","strength":0.3}""", standpoint: "WITNESS"),
        Line(slug, "bo-says", "IdentityVoiced", "2019-05-02", "2019-06-01", """{"participant":"bo","words":"I am from the river now."}""", standpoint: "SELF", toldBy: "bo"),
        Line(slug, "bo-answers", "AccountabilityNamed", "2019-05-03", "2019-06-01", """{"who":"bo","to":"farms","for":"the noon bell","formality":"INFORMAL","move":"SHARED"}"""),
        Line(slug, "mills-signal-1", "LegitimacySignalled", "2019-02", "2019-03-01", """{"constituency":"mills","convener":"ada","source":"LISTENING","strength":0.2}"""),
        Line(slug, "mills-signal-2", "LegitimacySignalled", "2019-06", "2019-06-02", """{"constituency":"mills","convener":"ada","source":"LISTENING","direction":"GROWN","strength":0.6}"""),
        Line(slug, "river-named", "BoundaryNamed", "2019-01-05", "2019-01-06", """{"key":"river","name":"The river","type":"GEOGRAPHIC","sides":[["mills"],["farms","ada"]],"permeability":0.3}"""),
        Line(slug, "river-opens", "BoundaryShifted", "2019-06-03", "2019-06-04", """{"boundary":"river","permeability":0.5,"move":"OPENED","words":"A plank."}"""),
        Line(slug, "shed-opened", "LearningSpaceOpened", "2019-03-01", "2019-03-02", """{"key":"shed","name":"The shed","who":["bo","farms"],"boundary":"river"}"""),
        Line(slug, "noon", "EncounterHeld", "2019-03-02", "2019-03-02", """{"title":"Noon","boundary":"river","space":"shed","who":["bo","farms"],"form":"JOINT_WORK"}""", modes: "ENGAGEMENT"),
        Line(slug, "plank-made", "BoundaryObjectMade", "2019-06-02", "2019-06-04", """{"key":"plank","name":"The plank","boundary":"river","form":"TOOL","by":["farms"]}"""),
        Line(slug, "bo-heard", "AgencyMilestoneReached", "2019-03-02", "2019-03-03", """{"who":"bo","milestone":"VOICE_HEARD","level":"INDIVIDUAL","description":"Rang the bell."}"""),
        Line(slug, "bo-convenes", "AgencyMilestoneReached", "2019-06-05", "2019-06-06", """{"who":"bo","milestone":"CONVENING_OTHERS","level":"INDIVIDUAL","description":"Called the millers."}"""),
        Line(slug, "bo-held", "AgencyConstrained", "2019-04-01", "2019-04-02", """{"who":"bo","by":"mills","how":"Shifts end at one."}"""),
        Line(slug, "farms-lost", "AgencySetBack", "2019-04-02", "2019-04-03", """{"who":"farms","lost":["RECOGNISED"],"description":"Left off the list."}"""),
        Line(slug, "mills-power-1", "PowerMapped", "2019-01-15", "2019-01-16", """{"holder":"mills","form":"RESOURCE_CONTROL","influence":0.9,"stance":-0.4,"seen":"OBVIOUS","over":["farms"]}""", "PUBLIC"),
        Line(slug, "mills-power-2", "PowerMapped", "2019-06-07", "2019-06-08", """{"holder":"mills","form":"RESOURCE_CONTROL","influence":0.7,"stance":0.2,"words":"They lent the plank."}""", "PUBLIC"),
        Line(slug, "donor-power", "PowerMapped", "2019-01-20", "2019-08-01", """{"holder":"donor","form":"GATEKEEPING","influence":0.5,"stance":0.5,"seen":"HIDDEN"}"""),
        Line(slug, "bell-move", "PowerMoveMade", "2019-03-01", "2019-03-02", """{"by":"bo","on":"mills","move":"NAMED","outcome":"The bell rings."}""", "PUBLIC"),
        Line(slug, "sanctioned", "SanctionChanged", "2019-06-08", "2019-06-08", """{"by":"mills","status":"TOLERATED"}"""),
        Line(slug, "farms-missed", "VoiceMissed", "2019-01-16", "2019-01-16", """{"who":"farms","where":"At the mill table."}""", "PUBLIC"),
        Line(slug, "farms-seated", "VoiceSeated", "2019-03-02", "2019-03-02", """{"who":"farms","where":"In the shed."}"""),
        Line(slug, "no-toll", "NonNegotiableDeclared", "2019-01-17", "2019-01-17", """{"holder":"farms","statement":"No toll."}"""),
        Line(slug, "story-bell", "ValueStoryTold", "2019-03-02", "2019-03-03", """{"key":"bell","teller":"bo","type":"IMMEDIATE","text":"It rang."}"""),
        Line(slug, "story-cross", "ValueStoryTold", "2019-06-05", "2019-06-06", """{"key":"cross","teller":"farms","type":"REALIZED","text":"We crossed.","step":"ASPIRED","leadsFrom":["bell"]}"""),
        Line(slug, "told-mills", "ValueNarrativeTold", "2019-06-10", "2019-06-10", """{"audience":"mills","text":"A bell and a plank.","drawsOn":["bell"]}"""),
        Line(slug, "tie-1", "TieDrawn", "2019-01-20", "2019-01-21", """{"from":"mills","to":"farms","direction":"MUTUAL","depth":1}"""),
        Line(slug, "tie-2", "TieDrawn", "2019-06-11", "2019-06-11", """{"from":"farms","to":"mills","direction":"MUTUAL","depth":3,"nature":"Noon."}"""),
        Line(slug, "ada-stands", "ConvenerLocated", "2019-01-20", "2019-01-21", """{"convener":"ada","at":"farms"}"""),
        Line(slug, "ada-sphere", "SphereOfInfluenceDrawn", "2019-01-20", "2019-01-21", """{"convener":"ada","elements":["farms"]}"""),
        Line(slug, "flood", "ContextShifted", "2019-04", "2019-05-01", """{"title":"The flood","elements":["mills","farms"]}"""),
        Line(slug, "note-1", "FieldNoteTaken", "2019-04-03", "2019-04-03", """{"words":"Wet feet.","about":["bo"]}""", "TEAM"),
        Line(slug, "note-2", "FieldNoteTaken", "2019-04-04", "2019-04-04", """{"words":"Dry feet."}""", "PUBLIC"),
        Line(slug, "tension-1", "TensionHeld", "2019-01-20", "2019-01-21", """{"tension":"WILLFUL_AND_INVITING","leaning":-0.5}"""),
        Line(slug, "tension-2", "TensionHeld", "2019-06-12", "2019-06-12", """{"tension":"WILLFUL_AND_INVITING","leaning":0.1}"""),
        Line(slug, "reflected", "ReflectionHeld", "2019-06-13", "2019-06-13", """{"who":["ada"],"words":"Slowly.","decision":"Keep the bell."}""", "PUBLIC", evidence: "note-1"),
        Line(slug, "noticed", "MicroShiftNoticed", "2019-06-14", "2019-06-14", """{"noticedBy":"ada","dimension":"AGENCY","about":"bo","direction":"FORWARD","words":"Bo rings unasked."}"""),
        Line(slug, "summer", "MomentMarked", "2019-06-30", "2019-06-30", """{"name":"summer"}"""),
        Line(slug, "noon-corrected", "EntryCorrected", "2019-07-01", "2019-07-01", """{"entry":"noon","reason":"It was a Friday.","data":{"title":"Noon, on a Friday","boundary":"river","space":"shed","who":["bo","farms","mills"],"form":"JOINT_WORK"},"occurredAt":"2019-03-01"}"""),
        Line(slug, "noon-annotated", "EntryAnnotated", "2019-07-02", "2019-07-02", """{"entry":"noon","words":"It rained."}"""),
        Line(slug, "noon-contested", "EntryContested", "2019-07-03", "2019-07-03", """{"entry":"noon","who":"farms","words":"It did not."}"""),
        Line(slug, "no-toll-retracted", "EntryRetracted", "2019-07-04", "2019-07-04", """{"entry":"no-toll","reason":"Never said."}"""),
        Line(slug, "note-2-narrowed", "EntryReclassified", "2019-07-05", "2019-07-05", """{"entry":"note-2","visibility":"TEAM"}""", "CONVENERS"),
    ];

    static string Line(string slug, string @ref, string kind, string occurredAt, string recordedAt, string data,
        string visibility = "", string modes = "", string standpoint = "", string toldBy = "", string evidence = "") =>
        $$"""{"endeavour":"{{slug}}","ref":"{{@ref}}","kind":"{{kind}}","occurredAt":"{{occurredAt}}","recordedAt":"{{recordedAt}}T12:00:00Z","recordedBy":"ada"{{Text("visibility", visibility)}}{{List("modes", modes)}}{{Text("standpoint", standpoint)}}{{Text("toldBy", toldBy)}}{{List("evidence", evidence)}},"data":{{data}}}""";

    static string Text(string name, string value) => value == "" ? "" : $",\"{name}\":\"{value}\"";

    static string List(string name, string value) => value == "" ? "" : $",\"{name}\":[\"{value}\"]";
}
