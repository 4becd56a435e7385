using ConveningLedger.Agency;
using ConveningLedger.Boundaries;
using ConveningLedger.Calls;
using ConveningLedger.Endeavours;
using ConveningLedger.GraphQL.Entries;
using ConveningLedger.GraphQL.Types;
using ConveningLedger.Identity;
using ConveningLedger.Landscape;
using ConveningLedger.Legitimacy;
using ConveningLedger.LongGame;
using ConveningLedger.Power;
using ConveningLedger.Store.Interchange;
using ConveningLedger.Value;
using GraphQL;

namespace ConveningLedger.GraphQL.Views;

/// <summary>The types of a frame and its views.</summary>
static class FrameTypes
{
    public static void Add(GraphTypes types)
    {
        AddFrame(types);
        AddNarrative(types);
        AddIdentities(types);
        AddLegitimacy(types);
        AddBoundaries(types);
        AddAgency(types);
        AddPower(types);
        AddValue(types);
        AddLandscape(types);
        AddLongGame(types);
        PersonTypes.Add(types);
        TrendTypes.Add(types);
        EvaluationTypes.Add(types);
        ComparisonTypes.Add(types);
        TrackTypes.Add(types);
    }

    static ElementState Element(Scene scene, string key) => EntryTypes.ElementIn(scene, key);

    static void AddFrame(GraphTypes types)
    {
        types.Enum(typeof(FrameStatus));
        types.Enum(typeof(Challenge));
        types.Enum(typeof(ConvenerRole));
        types.Object<Frame>("Frame", "The whole endeavour as of a moment, as far as one circle knew of it by then.")
            .Field("moment", "Moment!", (frame, _) => new MomentTaken(frame.At, frame.KnownAt, frame.SeenAs), "The instants and the circle that the answer took, so that it can be asked again.")
            .Field("account", "String!", (frame, _) => Accounts.OfFrame(frame), "The frame in plain words, at most 120 of them: to be read aloud, quoted, and used without a picture.").Weighing(20)
            .Field("report", "String!", (frame, _) => Report.Of(frame), "The history up to the frame as a report in Markdown: accounts, the calls with their differences, tables, and a citation for what it says.").Weighing(2000)
            .Field("status", "FrameStatus!", frame => frame.Endeavour.Status, "Whether the endeavour is at work.")
            .Field("title", "String", frame => frame.Endeavour.Title, "What it is called; null before it opened.")
            .Field("purpose", "String", frame => frame.Endeavour.Purpose, "What it is for, where that was said.")
            .Field("scale", "Scale", frame => frame.Endeavour.Scale, "The level of scale it works at; null before it opened.")
            .Field("challenges", "[Challenge!]!", frame => frame.Endeavour.Challenges, "The kinds of challenge it takes up.")
            .Field("opening", "EndeavourOpened", frame => frame.Endeavour.Opening, "The entry that opened it; null before.")
            .Field("statusEntry", "EndeavourStatusChanged", frame => frame.Endeavour.StatusEntry, "The entry that changed its status last; null where none did.")
            .List("conveners", "Convener", (frame, _, context) => frame.Endeavour.Conveners.Values.Where(convener => convener.Left is null || Ask.Flag(context, "includeLeft")),
                "Who convenes.", new Argument("includeLeft", "Boolean!", "Those who stopped, too.", false))
            .Field("narrative", "Narrative!", frame => frame.Narrative)
            .Field("identities", "Identities!", frame => frame.Identities)
            .Field("legitimacy", "LegitimacyMap!", frame => frame.Legitimacy)
            .Field("boundaries", "BoundaryMap!", frame => frame.Boundaries)
            .Field("agency", "AgencyMap!", frame => frame.Agency)
            .Field("power", "PowerMap!", frame => frame.Power)
            .Field("value", "ValueMap!", frame => frame.Value)
            .Field("evaluation", "Evaluation!", frame => frame.Evaluation)
            .Field("landscape", "LandscapeMap!", frame => frame.Landscape)
            .Field("longGame", "LongGame!", frame => frame.LongGame)
            .Field("matrix", "[MatrixRow!]!", (frame, _) => System.Enum.GetValues<Dimension>().Select(dimension => new MatrixRow(frame.Matrix, dimension)), "Seven dimensions by three modes.").Listing(7)
            .Field("lateness", "Lateness!", frame => frame.Lateness)
            .Waiting("seriesSheet", "String!", async (frame, _, context) => (await Exports(frame, context)).Series(
                    Ask.Values(context, "measures")?.Select(name => (Measure)ValueNames.Of(typeof(Measure)).ValueOf(name)!).ToArray(), Ask.TextOrNull(context, "subject")),
                "The points of measures as comma-separated values; each row says endeavour, moment, circle and who asked.",
                new("measures", "[Measure!]", "Of these measures only."), new("subject", "Slug", "Of one subject only: a key that the measures are of.")).Weighing(500)
            .Waiting("edgeList", "String!", async (frame, _, context) => (await Exports(frame, context)).Edges(), "The ties, and who holds which power over whom, as comma-separated values.").Weighing(200)
            .Waiting("gexf", "String!", async (frame, _, context) => (await Exports(frame, context)).Network(), "The landscape and power as a network in the Graph Exchange XML Format 1.3, as Gephi opens it.").Weighing(500)
            .Field("series", "[Series!]!", (_, scene, context) => TrackTypes.SeriesOf(scene, context), "Measures in steps of equal length, for ordinary charts, with the number of points behind each value.", TrackTypes.SeriesArguments).Weighing(200).Listing(50)
            .Field("person", "Person", (frame, _, context) => Person.Of(frame, Ask.Text(context, "key")),
                "One person or group; null where the frame knows no such one by this key.", new Argument("key", "Slug!", "The key of the person or group.")).Weighing(50)
            .Field("element", "Element", (frame, scene, context) => frame.Landscape.Elements.GetValueOrDefault(Ask.Text(context, "key")), "An element by its key.", new Argument("key", "Slug!", "Its key."))
            .Field("entry", "Entry", (frame, _, context) => frame.Edition.Find(Ask.Text(context, "id")), "An entry by id or ref, as the frame shows it.", new Argument("id", "String!", "Its id or ref."))
            .Page("timeline", "Entry", (frame, scene, context) => Timelines.Page(scene, frame.Effective, context),
                "The entries that the frame is made of, in order.", Timelines.Filters);
        types.Object<MomentTaken>("Moment", "A moment: two instants and a circle.")
            .Field("at", "DateTime!", moment => moment.At, "The instant in the world.")
            .Field("knownAt", "DateTime!", moment => moment.KnownAt, "By when it had to be known.")
            .Field("seenAs", "Visibility!", moment => moment.SeenAs, "The circle it is shown to.");
        types.Object<ConvenerState>("Convener")
            .Field("element", "Element!", (convener, scene) => Element(scene, convener.Key), "The person or group.")
            .Field("roles", "[ConvenerRole!]!", convener => convener.Roles)
            .Field("joined", "ConvenerJoined", convener => convener.Joined)
            .Field("left", "ConvenerLeft", convener => convener.Left);
        types.Object<Lateness>("Lateness")
            .Field("medianSeconds", "Float", late => late.Median, "The median lag in seconds; null where nothing is effective.")
            .Field("p90Seconds", "Float", late => late.P90, "The lag in seconds that nine in ten entries do not exceed.")
            .Field("maxSeconds", "Float", late => late.Max, "The longest lag in seconds.")
            .Field("hindsight", "Int!", late => late.Hindsight)
            .Field("claimed", "Int!", late => late.Claimed)
            .Field("count", "Int!", late => late.Count)
            .Field("restsOnClaims", "Boolean!", (late, _) => late.Claimed > 0, "Whether any of it rests on a claimed time of recording.");
        types.Object<MatrixRow>("MatrixRow", "One dimension of the matrix. A cell without entries means that nothing is recorded, not that nothing happened.")
            .Field("dimension", "Dimension!", row => row.Dimension, "The dimension.")
            .Field("engagement", "MatrixCell!", (row, _) => row.Cell(Mode.Engagement), "Entries with ENGAGEMENT at work.")
            .Field("imagination", "MatrixCell!", (row, _) => row.Cell(Mode.Imagination), "Entries with IMAGINATION at work.")
            .Field("alignment", "MatrixCell!", (row, _) => row.Cell(Mode.Alignment), "Entries with ALIGNMENT at work.")
            .Field("total", "MatrixCell!", (row, _) => row.Cell(null), "All entries of the dimension, each once.");
        types.Object<CellShown>("MatrixCell", "A cell of the matrix.")
            .Field("count", "Int!", cell => cell.Count, "How many entries.")
            .Field("last", "Entry", cell => cell.Last, "The last of them, in the order of the frame; null where there is none.");
    }

    static void AddNarrative(GraphTypes types)
    {
        types.Enum(typeof(DiffOperation));
        types.Object<Narrative>("Narrative")
            .List("calls", "Call", (narrative, _) => narrative.Calls.Values, "The calls of all audiences, the common one first.")
            .Field("call", "Call", (narrative, _, context) => narrative.Calls.GetValueOrDefault(Ask.TextOrNull(context, "audience") ?? Narrative.Common),
                "The call of one audience; null where it was never made.", new Argument("audience", "Slug", "The audience; absent: the common call."))
            .List("drifts", "Drift", (narrative, _) => Drift.In(narrative), "How far every pair of standing calls has drifted apart in its words.").Weighing(100)
            .List("adaptations", "Adaptation", (_, scene) => Adaptation.In(scene.Frame), "The family tree of the calls: which revision was adapted from which of another audience.")
            .List("valueNarratives", "ToldValueNarrative", (_, scene) => ToldNarrative.In(scene.Frame.Value), "The value narratives told, in order, beside what they draw on.");
        types.Object<Drift>("Drift")
            .Field("one", "Call!", drift => drift.One)
            .Field("other", "Call!", drift => drift.Other)
            .Field("value", "Float!", drift => drift.Value);
        types.Object<Adaptation>("Adaptation")
            .Field("from", "CallRevision!", adaptation => adaptation.From)
            .Field("to", "CallRevision!", adaptation => adaptation.To);
        types.Object<ToldNarrative>("ToldValueNarrative")
            .Field("audience", "Element!", (narrative, scene) => Element(scene, narrative.Data.Audience), "Whom it was told to.")
            .Field("text", "String!", (narrative, _) => narrative.Data.Text, "How it was told.")
            .Field("drawsOn", "[ValueStory!]!", (narrative, _) => narrative.DrawsOn.Select(entry => new StoryShown(entry)), "The stories that it draws on, as they are told in the frame.")
            .Field("entry", "ValueNarrativeTold!", narrative => narrative.Entry);
        types.Object<CallState>("Call", "The convening call of one audience at a moment.")
            .Node((scene, audience) => scene.Frame.Narrative.Calls.GetValueOrDefault(audience.Length == 0 ? Narrative.Common : audience))
            .Field("audience", "Element", (call, scene) => call.Audience is { } key ? Element(scene, key) : null, "The audience; null: the common call.")
            .Field("current", "CallRevision", (call, _) => call.Current is null ? null : new Revision(call, call.Revisions.Count - 1), "The revision that holds; null where the call is withdrawn.")
            .List("revisions", "CallRevision", (call, _) => call.Revisions.Select((_, index) => new Revision(call, index)), "Every revision, the earliest first.")
            .Field("withdrawn", "ConveningCallWithdrawn", call => call.Withdrawn)
            .List("answers", "CallAnswered", call => call.Answers)
            .List("latestAnswers", "CallAnswered", call => call.LatestAnswers)
            .List("answerCourse", "AnswerPoint", call => call.AnswerCourse)
            .List("voices", "VoiceIncluded", call => call.Voices)
            .List("adaptedFrom", "Adaptation", (call, scene) => Adaptation.In(scene.Frame).Where(adaptation => adaptation.To.Call.Audience == call.Audience), "From which revisions of other calls its own were adapted.")
            .List("adaptations", "Adaptation", (call, scene) => Adaptation.In(scene.Frame).Where(adaptation => adaptation.From.Call.Audience == call.Audience), "The revisions of other calls that were adapted from it.")
            .Field("diff", "[DiffRun!]!", (call, _, context) => Diff(call, context), "The word-level difference of any two revisions.",
                new("from", "Int!", "The number of the earlier revision, from 1."), new("to", "Int!", "The number of the later revision, from 1.")).Weighing(10).Listing(40);
        types.Object<AnswerPoint>("AnswerPoint")
            .Field("answer", "CallAnswered!", point => point.Entry, "The answer.")
            .Field("revisionNumber", "Int", (point, _) => point.Revision + 1, "The number of the revision that it answered: the last one before it; null where there was none yet.")
            .Field("standing", "[AnswerCount!]!", (point, _) => point.Standing.Select(pair => new AnswerCount(pair.Key, pair.Value)), "How many gave each answer last, after this one.");
        types.Object<AnswerCount>("AnswerCount", "How many gave an answer last.")
            .Field("answer", $"{types.Enum(typeof(Answer))}!", count => count.Answer, "The answer.")
            .Field("count", "Int!", count => count.Count, "How many.");
        types.Object<Revision>("CallRevision")
            .Field("number", "Int!", (revision, _) => revision.Index + 1, "Its position among the revisions of the frame, from 1; for display, not for reference.")
            .Field("text", "String!", (revision, _) => revision.Data.Text, "The call in full.")
            .Field("promise", "String", (revision, _) => revision.Data.Promise, "The transformative promise beyond the immediate goal.")
            .Field("rationale", "String", (revision, _) => revision.Data.Rationale, "Why it was reworded.")
            .Field("trigger", types.Enum(typeof(CallTrigger)), (revision, _) => revision.Data.Trigger, "What led to it.")
            .Field("horizon", types.Enum(typeof(Horizon)), (revision, _) => revision.Data.Horizon, "How soon it is meant to matter.")
            .Field("articulation", types.Enum(typeof(Articulation)), (revision, _) => revision.Data.Articulation, "How far it is spoken out.")
            .Field("contributors", "[Element!]!", (revision, scene) => revision.Data.Contributors.OrNone().Select(key => Element(scene, key)), "Who contributed to the wording.")
            .Field("adaptedFrom", "Entry", (revision, scene) => revision.Data.AdaptedFrom is { } id ? scene.Frame.Edition.Find(id) : null, "The entry of the call it was adapted from.")
            .Field("entry", "ConveningCallRevised!", (revision, _) => revision.Entry, "The entry that brought it in.")
            .Field("authorship", "[AuthoredRun!]!", (revision, _) => revision.Authorship.Runs, "Its words by who brought them in, in reading order; joined they are the text.").Weighing(10).Listing(40)
            .Field("authors", "[AuthorShare!]!", (revision, _) => revision.Authorship.Shares, "What each revision brought in of its words, the largest share first.").Weighing(10).Listing(10)
            .Field("diff", "[DiffRun!]!", (revision, _) => WordDiff.Between(revision.Previous?.Data.Text ?? "", revision.Data.Text),
                "The word-level difference to the revision before; all is added in the first one.").Weighing(10).Listing(40);
        types.Object<AuthoredRun>("AuthoredRun")
            .Field("text", "String!", run => run.Text)
            .Field("words", "Int!", run => run.Words)
            .Field("revision", "ConveningCallRevised!", run => run.Revision)
            .Field("contributors", "[Element!]!", (run, scene) => Contributors(scene, run.Revision), "Who contributed to that revision.");
        types.Object<AuthorShare>("AuthorShare")
            .Field("words", "Int!", share => share.Words)
            .Field("share", "Float!", share => share.Share)
            .Field("revision", "ConveningCallRevised!", share => share.Revision)
            .Field("contributors", "[Element!]!", (share, scene) => Contributors(scene, share.Revision), "Who contributed to that revision.");
        types.Object<DiffRun>("DiffRun", "A run of words, with the white space between them.")
            .Field("operation", "DiffOperation!", run => run.Operation)
            .Field("text", "String!", run => run.Text);
    }

    static void AddIdentities(GraphTypes types)
    {
        types.Object<Identities>("Identities")
            .List("participants", "Participant", (identities, _, context) => identities.Participants.Values.Where(participant => participant.Left is null || Ask.Flag(context, "includeLeft")),
                "All of whom an identity is known, by key.", new Argument("includeLeft", "Boolean!", "Those who left, too.", true))
            .Field("participant", "Participant", (identities, _, context) => identities.Participants.GetValueOrDefault(Ask.Text(context, "key")), "One of them.", new Argument("key", "Slug!", "The key of the person or group."))
            .List("accountabilities", "AccountabilityNamed", identities => identities.Accountabilities)
            .List("answerable", "AccountabilityNamed", identities => identities.Answerable)
            .List("bridges", "Straddle", (_, scene) => Straddle.In(scene.Frame), "Who bridges which boundary, by boundary and participant; those apart who left.");
        types.Object<ParticipantState>("Participant", "A participant, or a convener, at a moment.")
            .Node((scene, key) => scene.Frame.Identities.Participants.GetValueOrDefault(key))
            .Field("element", "Element!", (participant, scene) => Element(scene, participant.Key), "The person or group.")
            .Field("joined", "ParticipantJoined", participant => participant.Joined)
            .Field("left", "ParticipantLeft", participant => participant.Left)
            .Field("isConvener", "Boolean!", (participant, scene) => scene.Frame.Endeavour.Conveners.GetValueOrDefault(participant.Key) is { Left: null }, "Whether they convene.")
            .List("nexus", "NexusTie", (participant, _) => participant.Nexus.Values, "Every element they identify or dis-identify with.")
            .Field("breadth", "Int!", participant => participant.Breadth)
            .List("belongsTo", "Element", (participant, scene) => participant.BelongsTo.Select(key => Element(scene, key)), "The elements that they identify with by more than 0.2.")
            .Field("scales", "[ScaleLevel!]!", (participant, scene) => PersonTypes.LevelsOf(participant, scene), "The levels of scale of what they belong to, from one person to the world.")
            .List("straddles", "Straddle", (participant, scene) => scene.Frame.Boundaries.Boundaries.Values.Select(boundary => Straddle.Of(participant, boundary)).OfType<Straddle>(), "The boundaries that they straddle.")
            .List("trajectory", "IdentificationShifted", participant => participant.Trajectory)
            .List("voiced", "IdentityVoiced", participant => participant.Voiced)
            .List("accountabilities", "AccountabilityNamed", (participant, scene) => scene.Frame.Identities.Accountabilities.Where(named => ((AccountabilityNamed)named.Data).Who == participant.Key), "What they answer for, and to whom, in order.");
        types.Object<NexusTie>("NexusTie")
            .Field("with", "Element!", (tie, scene) => Element(scene, tie.With), "The element.")
            .Field("strength", "Float", tie => tie.Strength)
            .Field("movement", types.Enum(typeof(IdentityMovement)), tie => tie.Movement)
            .Field("accountability", types.Enum(typeof(Accountability)), tie => tie.Accountability)
            .Field("latest", "IdentificationShifted!", tie => tie.Latest)
            .Field("modes", "[Mode!]!", tie => tie.Modes)
            .Field("strengthBySelf", "Float", tie => tie.StrengthBySelf)
            .Field("strengthByOthers", "Float", tie => tie.StrengthByOthers)
            .Field("latestBySelf", "IdentificationShifted", tie => tie.LatestBySelf)
            .Field("latestByOthers", "IdentificationShifted", tie => tie.LatestByOthers);
    }

    static void AddLegitimacy(GraphTypes types)
    {
        types.Object<LegitimacyMap>("LegitimacyMap")
            .List("constituencies", "Constituency", (map, _) => map.Constituencies.Values, "The constituencies that ever signalled, by key.")
            .List("spheres", "SphereOfInfluenceDrawn", (_, scene) => scene.Frame.Landscape.Spheres.Values, "The spheres that the conveners drew, the latest of each.");
        types.Object<ConstituencyState>("Constituency")
            .Node((scene, key) => scene.Frame.Legitimacy.Constituencies.GetValueOrDefault(key))
            .Field("element", "Element!", (state, scene) => Element(scene, state.Key), "The constituency.")
            .Field("standing", "Float", state => state.Standing.Mean, "The mean of its last five strengths, whomever they were for, to six decimals; null before the first.")
            .Field("strengths", "[Float!]!", state => state.Standing.Strengths, "Those last strengths, at most five, oldest first.")
            .List("bySource", "LegitimacySignals", (state, _) => state.BySource.Values, "Its signals by convener and source.")
            .List("signals", "LegitimacySignalled", state => state.Signals);
        types.Object<SignalState>("LegitimacySignals")
            .Field("convener", "Element", (signals, scene) => signals.Key.Convener is { } key ? Element(scene, key) : null, "Whose legitimacy; null: the endeavour's.")
            .Field("source", types.Enum(typeof(LegitimacySource)) + "!", signals => signals.Key.Source, "What it rests on.")
            .Field("latest", "LegitimacySignalled!", signals => signals.Latest)
            .Field("count", "Int!", signals => signals.Count)
            .Field("standing", "Float", signals => signals.Standing.Mean, "The mean of the last five strengths among them, to six decimals.");
    }

    static void AddBoundaries(GraphTypes types)
    {
        types.Object<BoundaryMap>("BoundaryMap")
            .List("boundaries", "Boundary", (map, _) => map.Boundaries.Values, "The boundaries, by key.")
            .Field("boundary", "Boundary", (map, _, context) => map.Boundaries.GetValueOrDefault(Ask.Text(context, "key")), "One of them.", new Argument("key", "Slug!", "Its key."))
            .List("encounters", "EncounterHeld", map => map.Encounters)
            .List("objects", "BoundaryObjectMade", (map, _) => map.Objects.Values, "The latest description of each boundary object, by key.")
            .List("spaces", "LearningSpace", (map, _) => map.Spaces.Values, "The learning spaces by key, closed ones too.");
        types.Object<BoundaryState>("Boundary")
            .Node((scene, key) => scene.Frame.Boundaries.Boundaries.GetValueOrDefault(key))
            .Field("key", "Slug!", boundary => boundary.Key)
            .Field("name", "String", boundary => boundary.Description?.Name, "What it is called; null where its naming is not known by then.")
            .Field("type", types.Enum(typeof(BoundaryType)), boundary => boundary.Description?.Type, "What makes it a boundary.")
            .Field("sides", "[[Element!]!]!", (boundary, scene) => (boundary.Description?.Sides.OrNone() ?? []).Select(side => side.Select(key => Element(scene, key)).ToArray()), "Its sides.")
            .Field("permeability", "Float", boundary => boundary.Permeability)
            .List("course", "PermeabilityPoint", (boundary, _) => boundary.Course.Select(entry => new PermeabilityPoint(entry, BoundaryState.PermeabilityIn(entry)!.Value)), "How permeable it was said to be, in order.")
            .Field("named", "BoundaryNamed", boundary => boundary.Named)
            .List("encounters", "EncounterHeld", (boundary, scene) => scene.Frame.Boundaries.Encounters.Where(held => ((EncounterHeld)held.Data).Boundary == boundary.Key), "The encounters across it, in order.")
            .List("objects", "BoundaryObjectMade", (boundary, scene) => scene.Frame.Boundaries.Objects.Values.Where(made => ((BoundaryObjectMade)made.Data).Boundary == boundary.Key), "The boundary objects that span it.")
            .List("bridgedBy", "Straddle", (boundary, scene) => scene.Frame.Identities.Participants.Values.Where(participant => participant.Left is null).Select(participant => Straddle.Of(participant, boundary)).OfType<Straddle>(), "Who straddles it.")
            .List("spaces", "LearningSpace", (boundary, scene) => scene.Frame.Boundaries.Spaces.Values.Where(space => (space.Opened?.Data as LearningSpaceOpened)?.Boundary == boundary.Key), "The learning spaces that work at it.");
        types.Object<PermeabilityPoint>("PermeabilityPoint", "How permeable a boundary was said to be.")
            .Field("permeability", "Float!", point => point.Permeability, "How easily it is crossed, 0 to 1.")
            .Field("entry", "Entry!", point => point.Entry, "The entry that says so.");
        types.Object<SpaceState>("LearningSpace")
            .Field("key", "Slug!", space => space.Key)
            .Field("name", "String", (space, _) => (space.Opened?.Data as LearningSpaceOpened)?.Name, "What it is called.")
            .Field("who", "[Element!]!", (space, scene) => ((space.Opened?.Data as LearningSpaceOpened)?.Who.OrNone() ?? []).Select(key => Element(scene, key)), "Who learns there.")
            .Field("opened", "LearningSpaceOpened", space => space.Opened)
            .Field("closed", "LearningSpaceClosed", space => space.Closed);
    }

    static void AddAgency(GraphTypes types)
    {
        types.Object<AgencyMap>("AgencyMap")
            .List("people", "Agency", (map, _) => map.People.Values, "All of whose agency something is known, by key.")
            .List("ripple", "Agency", map => map.Ripple);
        types.Object<AgencyState>("Agency")
            .Field("element", "Element!", (state, scene) => Element(scene, state.Key), "Whose agency.")
            .List("held", "AgencyMilestoneReached", (state, _) => state.Held.Values, "The milestones held, each by the entry that reached it last.")
            .Field("milestones", $"[{types.Enum(typeof(Milestone))}!]!", (state, _) => state.Held.Keys, "The milestones held: a set, not a ladder of worth.")
            .List("reached", "AgencyMilestoneReached", state => state.Reached)
            .List("setBacks", "AgencySetBack", state => state.SetBacks)
            .List("constraints", "AgencyConstrained", state => state.Constraints);
    }

    static void AddPower(GraphTypes types)
    {
        types.Object<PowerMap>("PowerMap")
            .List("holdings", "PowerHolding", (map, _) => map.Holdings.Values, "The holders of power with the form they hold.")
            .List("moves", "PowerMoveMade", map => map.Moves)
            .Field("sanction", "SanctionChanged", map => map.Sanction)
            .List("missingVoices", "VoiceMissed", map => map.Missing)
            .List("seatedVoices", "VoiceSeated", map => map.Seated)
            .List("nonNegotiables", "NonNegotiableDeclared", map => map.NonNegotiables);
        types.Object<HoldingState>("PowerHolding")
            .Field("holder", "Element!", (holding, scene) => Element(scene, holding.Key.Holder), "Who holds it.")
            .Field("form", types.Enum(typeof(PowerForm)) + "!", holding => holding.Key.Form, "Which form.")
            .Field("influence", "Float!", holding => holding.Mapped.Influence, "How much it moves, 0 to 1.")
            .Field("stance", "Float!", holding => holding.Mapped.Stance, "Where they stand, -1 (blocks) to 1 (enables).")
            .Field("seen", types.Enum(typeof(Power.Seen)), holding => holding.Mapped.Seen, "How visible it is.")
            .Field("over", "[Element!]!", (holding, scene) => holding.Mapped.Over.OrNone().Select(key => Element(scene, key)), "Over whom or what.")
            .Field("approach", types.Enum(typeof(Approach)), holding => holding.Mapped.Approach, "How the conveners deal with it.")
            .Field("words", "String", holding => holding.Mapped.Words, "In words.")
            .List("trail", "PowerMapped", holding => holding.Trail)
            .Field("latest", "PowerMapped!", holding => holding.Latest);
    }

    static void AddValue(GraphTypes types)
    {
        types.Object<ValueMap>("ValueMap")
            .List("stories", "ValueStory", (map, _, context) => Stories(map, context), "The stories by key, each as it was last told.",
                new Argument("type", types.Enum(typeof(StoryType)), "Of one kind of value only."))
            .List("chains", "ValueChain", (map, _) => ValueChains.Of(map), "The chains of stories: one for each story that nothing leads on from and that leads on from another.")
            .List("realized", "ValueChain", (map, _) => ValueChains.Realized(map), "The chains that reached a lived story of realized value, each up to that story.")
            .List("openEnds", "ValueStory", (map, _) => ValueChains.OpenEnds(map).Select(entry => new StoryShown(entry)), "The stories that nothing leads on from and that are not themselves lived ones of realized value.")
            .List("narratives", "ValueNarrativeTold", map => map.Narratives);
        types.Object<ValueChain>("ValueChain")
            .Field("end", "ValueStory!", (chain, _) => new StoryShown(chain.End), "The story that it leads to.")
            .List("stories", "ValueStory", (chain, _) => chain.Stories.Select(entry => new StoryShown(entry)), "The stories of the chain, those first that others lead on from; the end is the last.")
            .Field("isRealized", "Boolean!", chain => chain.IsRealized);
        types.Object<StoryShown>("ValueStory", "A value story as it was last told.")
            .Node(StoryIn)
            .Field("key", "Slug!", (story, _) => story.Data.Key, "Its key.")
            .Field("teller", "Element!", (story, scene) => Element(scene, story.Data.Teller), "Who tells it.")
            .Field("type", "StoryType!", (story, _) => story.Data.Type, "Which kind of value.")
            .Field("text", "String!", (story, _) => story.Data.Text, "The story.")
            .Field("step", types.Enum(typeof(StoryStep)) + "!", (story, _) => story.Data.Step ?? StoryStep.Lived, "Whether it was lived.")
            .Field("effect", types.Enum(typeof(StoryEffect)) + "!", (story, _) => story.Data.Effect ?? StoryEffect.Positive, "Whether it did good.")
            .Field("audience", "Element", (story, scene) => story.Data.Audience is { } key ? Element(scene, key) : null, "Whom it is told to.")
            .List("leadsFrom", "ValueStory", (story, scene) => story.Data.LeadsFrom.OrNone().Select(key => scene.Frame.Value.Stories.GetValueOrDefault(key)).OfType<Entry>().Select(entry => new StoryShown(entry)), "The stories it leads on from that are told by then.")
            .List("leadsTo", "ValueStory", (story, scene) => scene.Frame.Value.LeadingFrom(story.Data.Key).Select(entry => new StoryShown(entry)), "The stories that lead on from it.")
            .Field("entry", "ValueStoryTold!", story => story.Entry, "The entry that tells it.");
    }

    static void AddLandscape(GraphTypes types)
    {
        types.Object<LandscapeMap>("LandscapeMap")
            .List("elements", "Element", (map, _, context) => map.Elements.Values.Where(element => element.Retired is null || Ask.Flag(context, "includeRetired")),
                "The elements on the map, by key.", new Argument("includeRetired", "Boolean!", "Those that were retired, too.", false))
            .List("ties", "Tie", (map, _, context) => map.Ties.Values.Where(tie => ((TieDrawn)tie.Drawn.Data).Depth > 0 || Ask.Flag(context, "includeCut")),
                "The ties.", new Argument("includeCut", "Boolean!", "Those that were cut, too.", false))
            .List("located", "ConvenerLocated", (map, _) => map.Located.Values, "Where each convener was last located.")
            .List("spheres", "SphereOfInfluenceDrawn", (map, _) => map.Spheres.Values, "The sphere last drawn for each convener.")
            .List("contextShifts", "ContextShifted", map => map.ContextShifts);
        types.Object<ElementState>("Element")
            .Node((scene, key) => scene.Frame.Landscape.Elements.GetValueOrDefault(key))
            .Field("key", "Slug!", element => element.Key)
            .Field("name", "String", element => element.Description?.Name, "What it is called; null where its naming is not known by then, or was retracted.")
            .Field("element", types.Enum(typeof(ElementKind)), element => element.Description?.Element, "What it is.")
            .Field("force", types.Enum(typeof(Force)), element => element.Description?.Force, "Which structuring force it is.")
            .Field("scale", types.Enum(typeof(Scale)), element => element.Description?.Scale, "The level of scale it lives at.")
            .Field("description", "String", element => element.Description?.Description, "What there is to say of it.")
            .Field("mapped", "ElementMapped", element => element.Mapped)
            .Field("retired", "ElementRetired", element => element.Retired);
        types.Object<TieState>("Tie")
            .Field("from", "Element!", (tie, scene) => Element(scene, tie.Key.From), "One end.")
            .Field("to", "Element!", (tie, scene) => Element(scene, tie.Key.To), "The other end.")
            .Field("relation", types.Enum(typeof(Relation)) + "!", tie => tie.Key.Relation, "What ties them.")
            .Field("direction", types.Enum(typeof(TieDirection)) + "!", (tie, _) => ((TieDrawn)tie.Drawn.Data).Direction, "Whether it goes one way or both.")
            .Field("depth", "Int!", (tie, _) => ((TieDrawn)tie.Drawn.Data).Depth, "How deep it is, 0 (cut) to 5.")
            .Field("nature", "String", (tie, _) => ((TieDrawn)tie.Drawn.Data).Nature, "What it is like.")
            .Field("drawn", "TieDrawn!", tie => tie.Drawn);
    }

    static void AddLongGame(GraphTypes types)
    {
        types.Object<LongGameView>("LongGame")
            .List("microShifts", "MicroShift", (_, scene, context) => Shifts(scene, context), "The micro-shifts, in the order of the frame.",
                new("measure", types.Enum(typeof(Measure)), "Of one measure only."), new("subject", "Slug", "Of one subject only: a key that the measure is of."))
            .List("trends", "Trend", (_, scene, context) => TrendTypes.In(scene, context),
                "How each measure went over a window of time, by measure and subject.", TrendTypes.Arguments(types)).Weighing(200)
            .List("silence", "Silence", (_, scene) => Silence.In(scene.Frame),
                "Since when nothing was heard of every participant who has not left, every constituency and every aspired story; the longest first.").Weighing(100)
            .List("noticed", "MicroShiftNoticed", view => view.Noticed)
            .List("tensions", "TensionState", (view, _) => view.Tensions.Select(pair => new TensionShown(pair.Key, pair.Value)), "The tensions that were looked at.")
            .List("reflections", "ReflectionHeld", view => view.Reflections)
            .List("fieldNotes", "FieldNoteTaken", view => view.FieldNotes)
            .List("notDrawnOn", "FieldNoteTaken", view => view.NotDrawnOn);
        types.Object<MicroShift>("MicroShift")
            .Field("measure", "Measure!", shift => shift.Of.Measure, "The measure.")
            .Field("subject", "[String!]!", shift => shift.Of.Subject, "The keys and names that make up its subject, in the order of the vocabulary.")
            .Field("elements", "[Element!]!", (shift, scene) => TrendTypes.ElementsOf(scene, shift.Of), "The elements in its subject.")
            .Field("before", "Float!", shift => shift.Before)
            .Field("after", "Float!", shift => shift.After)
            .Field("delta", "Float!", shift => shift.Delta)
            .Field("dimension", "Dimension", shift => shift.Dimension)
            .Field("entry", "Entry!", shift => shift.Entry);
        types.Object<TensionShown>("TensionState", "A tension at a moment.")
            .Field("tension", types.Enum(typeof(Tension)) + "!", state => state.Tension, "The two poles.")
            .Field("leaning", "Float!", (state, _) => ((TensionHeld)state.Course[^1].Data).Leaning, "-1 (the first pole) to 1 (the second).")
            .List("course", "TensionHeld", state => state.Course, "The entries that said where the endeavour stands in it, in order.");
    }

    static MicroShift[] Shifts(Scene scene, IResolveFieldContext context) =>
    [
        .. scene.Frame.Measures.MicroShifts
            .Where(shift => Ask.TextOrNull(context, "measure") is not { } measure || ValueNames.Of(shift.Of.Measure) == measure)
            .Where(shift => Ask.TextOrNull(context, "subject") is not { } subject || shift.Of.Subject.Contains(subject)),
    ];

    static IEnumerable<StoryShown> Stories(ValueMap map, IResolveFieldContext context) => map.Stories.Values
        .Select(entry => new StoryShown(entry))
        .Where(story => Ask.TextOrNull(context, "type") is not { } type || ValueNames.Of(story.Data.Type) == type);

    static IReadOnlyList<DiffRun> Diff(CallState call, IResolveFieldContext context)
    {
        string At(string name)
        {
            var number = context.GetArgument<int>(name);
            return number >= 1 && number <= call.Revisions.Count
                ? ((ConveningCallRevised)call.Revisions[number - 1].Data).Text
                : throw new ExecutionError($"`{name}` is {number}. Accepted: 1 to {call.Revisions.Count}.") { Code = "OUT_OF_RANGE" };
        }
        return WordDiff.Between(At("from"), At("to"));
    }

    static IEnumerable<ElementState> Contributors(Scene scene, Entry revision) =>
        ((ConveningCallRevised)revision.Data).Contributors.OrNone().Select(key => Element(scene, key));

    static async Task<FrameExports> Exports(Frame frame, IResolveFieldContext context) => new(frame, (await context.Viewer()).Subject);

    /// <summary>A story as it is told in the frame, or null.</summary>
    internal static object? StoryIn(Scene scene, string key) => scene.Frame.Value.Stories.GetValueOrDefault(key) is { } entry ? new StoryShown(entry) : null;

    sealed record AnswerCount(Answer Answer, int Count);

    sealed record MomentTaken(Instant At, Instant KnownAt, Visibility SeenAs);

    internal sealed record StoryShown(Entry Entry)
    {
        public ValueStoryTold Data => (ValueStoryTold)Entry.Data;
    }

    sealed record PermeabilityPoint(Entry Entry, decimal Permeability);

    sealed record TensionShown(Tension Tension, System.Collections.Immutable.ImmutableList<Entry> Course);

    sealed record CellShown(int Count, Entry? Last);

    sealed record MatrixRow(Matrix Matrix, Dimension Dimension)
    {
        public CellShown Cell(Mode? mode) => Matrix.Cells.GetValueOrDefault((Dimension, mode)) is { } cell ? new(cell.Count, cell.Last) : new(0, null);
    }
}
