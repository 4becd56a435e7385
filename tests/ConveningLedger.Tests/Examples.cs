using System.Text.Json.Nodes;

namespace ConveningLedger.Tests;

/// <summary>Data of every kind with all its members, such as <see cref="Endeavour.Furnished"/> accepts.</summary>
public static class Examples
{
    static readonly Dictionary<string, string> Data = new()
    {
        ["EndeavourOpened"] = "{'title':'Water for Vessa','challenges':['CONFLICT','OTHER'],'scale':'REGIONAL','purpose':'Sharing a river.','defaultVisibility':'EVALUATORS'}",
        ["EndeavourStatusChanged"] = "{'status':'PAUSED','reason':'The flood.'}",
        ["ConvenerJoined"] = "{'convener':'council','roles':['HOST','CONNECTOR']}",
        ["ConvenerLeft"] = "{'convener':'p-01','reason':'A new post.'}",
        ["ElementMapped"] = "{'key':'mill','name':'The mill','element':'PROJECT','force':'PRACTICE','scale':'LOCAL','description':'Grinds.'}",
        ["ElementRetired"] = "{'key':'river-board','reason':'Dissolved.'}",
        ["TieDrawn"] = "{'from':'p-01','to':'river-board','relation':'TRUSTS','direction':'ONE_WAY','depth':3,'nature':'Old friends.','wave':'spring-round'}",
        ["ConvenerLocated"] = "{'convener':'p-01','at':'north-bank'}",
        ["SphereOfInfluenceDrawn"] = "{'convener':'p-01','elements':['north-bank','farmers']}",
        ["ContextShifted"] = "{'title':'The drought','elements':['north-bank','south-bank'],'description':'No rain.'}",
        ["ConveningCallRevised"] = "{'audience':'farmers','text':'Come!','rationale':'Shorter.','trigger':'NEW_VOICE','contributors':['p-01','farmers'],'promise':'Peace.','horizon':'LONG_TERM','articulation':'NEGOTIATED','adaptedFrom':'common-call','basedOn':'farmers-call'}",
        ["ConveningCallWithdrawn"] = "{'audience':'farmers','reason':'Heard.'}",
        ["CallAnswered"] = "{'who':'p-02','audience':'farmers','answer':'HESITANT','words':'We shall see.'}",
        ["VoiceIncluded"] = "{'who':'p-02','audience':'farmers','through':'A song.'}",
        ["LegitimacySignalled"] = "{'constituency':'farmers','convener':'p-01','source':'LISTENING','direction':'GROWN','strength':0.5,'words':'She listens.'}",
        ["BoundaryNamed"] = "{'key':'ford','name':'The ford','type':'GEOGRAPHIC','sides':[['north-bank','p-01'],['south-bank']],'permeability':0.25}",
        ["BoundaryShifted"] = "{'boundary':'weir','permeability':0.5,'move':'CROSSED','words':'By night.'}",
        ["EncounterHeld"] = "{'title':'Tea','boundary':'weir','space':'tea-house','who':['p-01','farmers'],'form':'CONVERSATION','outcome':'Another tea.'}",
        ["BoundaryObjectMade"] = "{'key':'gauge','name':'The gauge','boundary':'weir','form':'TOOL','by':['p-01','council']}",
        ["LearningSpaceOpened"] = "{'key':'night-school','name':'The night school','who':['p-01','p-02'],'boundary':'weir','walled':true}",
        ["LearningSpaceClosed"] = "{'key':'tea-house','reason':'Winter.'}",
        ["ParticipantJoined"] = "{'participant':'council','from':['river-board','north-bank']}",
        ["ParticipantLeft"] = "{'participant':'p-02','reason':'Moved.'}",
        ["IdentificationShifted"] = "{'participant':'p-02','with':'south-bank','movement':'CLOSER','strength':-0.5,'accountability':'INFORMAL','words':'My people.'}",
        ["IdentityVoiced"] = "{'participant':'p-02','words':'I am a fisher.'}",
        ["AccountabilityNamed"] = "{'who':'p-02','to':'council','for':'The gate.','formality':'FORMAL','move':'SHARED','words':'With her.'}",
        ["AgencyMilestoneReached"] = "{'who':'p-02','milestone':'VOICE_HEARD','level':'INDIVIDUAL','description':'She spoke.','affects':['farmers','p-01']}",
        ["AgencySetBack"] = "{'who':'p-02','lost':['VOICE_HEARD','RECOGNISED'],'description':'Silenced.'}",
        ["AgencyConstrained"] = "{'who':'p-02','by':'river-board','how':'By rules.'}",
        ["PowerMapped"] = "{'holder':'river-board','form':'GATEKEEPING','influence':0.75,'stance':-0.5,'seen':'SUBTLE','over':['farmers','p-02'],'approach':'ENGAGE','words':'The gate.'}",
        ["PowerMoveMade"] = "{'by':'p-01','on':'river-board','move':'NEGOTIATED','outcome':'A hearing.'}",
        ["SanctionChanged"] = "{'by':'river-board','status':'TOLERATED','words':'For now.'}",
        ["VoiceMissed"] = "{'who':'farmers','where':'The board.'}",
        ["VoiceSeated"] = "{'who':'farmers','where':'The board.'}",
        ["NonNegotiableDeclared"] = "{'holder':'farmers','statement':'Night water.'}",
        ["ValueStoryTold"] = "{'key':'second-rain','teller':'p-02','type':'POTENTIAL','text':'We learned.','step':'ASPIRED','effect':'NULL','audience':'council','leadsFrom':['first-rain']}",
        ["ValueNarrativeTold"] = "{'audience':'council','text':'It pays.','drawsOn':['first-rain']}",
        ["OutcomeHarvested"] = "{'key':'new-rule','who':'council','change':'A rule.','significance':'The first.','intended':false,'effect':'NEGATIVE'}",
        ["ContributionClaimed"] = "{'key':'by-tea','outcome':'treaty','by':'p-02','claim':'Tea.','causes':[{'entry':'common-call','weight':'HOOP'},{'entry':'tea-house-opened'}],'rivals':[{'text':'Rain.','causes':[{'entry':'farmers-call'}]},{'text':'Luck.'}]}",
        ["FindingSubstantiated"] = "{'finding':'by-talking','aspect':'CONTRIBUTION','by':'council','verdict':'PARTLY','words':'Some of it.'}",
        ["WaveHeld"] = "{'key':'autumn-round','asked':['p-01','p-02'],'answered':['p-01']}",
        ["MomentMarked"] = "{'name':'baseline','at':'2019','knownAt':'2020-01'}",
        ["FieldNoteTaken"] = "{'words':'They sat together.','about':['p-01','north-bank']}",
        ["MicroShiftNoticed"] = "{'noticedBy':'p-01','dimension':'POWER','about':'river-board','direction':'SIDEWAYS','question':'WHAT_IS_CHANGING','words':'They came late.'}",
        ["ReflectionHeld"] = "{'who':['p-01','p-02'],'about':['farmers'],'question':'What now?','words':'Slower.','decision':'Wait.'}",
        ["TensionHeld"] = "{'tension':'SHORT_AND_LONG_TERM','leaning':-0.25,'words':'The harvest.'}",
        ["EntryAnnotated"] = "{'entry':'common-call','words':'Compare.','codes':['call','river']}",
        ["EntryContested"] = "{'entry':'common-call','who':'p-02','words':'Not so.'}",
        ["EntryCorrected"] = "{'entry':'common-call','reason':'A typing error.','data':{'text':'Come and share our river.'},'occurredAt':'2018-03','modes':['IMAGINATION'],'standpoint':'WITNESS','toldBy':'p-02','mentions':['p-01'],'evidence':['a letter'],'note':'Checked.'}",
        ["EntryRetracted"] = "{'entry':'common-call','reason':'Never said.'}",
        ["EntryReclassified"] = "{'entry':'common-call','visibility':'CONVENERS','reason':'Private.'}",
    };

    /// <summary>A copy of a kind's data with all members.</summary>
    public static JsonObject Whole(string kind) => (JsonObject)JsonNode.Parse(Data[kind].Replace('\'', '"'))!;

    /// <summary>A copy of a kind's data with the members that it cannot do without.</summary>
    public static JsonObject Least(string kind)
    {
        var data = Whole(kind);
        foreach (var member in Catalogue.Standard.Find(kind)!.Members.All.Where(member => !member.IsRequired))
            data.Remove(member.Name);
        // These need one of two.
        if (kind is "LegitimacySignalled" or "IdentificationShifted")
            data["strength"] = 0.5m;
        if (kind is "EntryCorrected")
            data["note"] = "Checked.";
        return data;
    }

    /// <summary>What comes of it when somebody tells this of a kind.</summary>
    public static Outcome Tell(string kind, JsonObject data, Recorder? by = null) =>
        (kind == "EndeavourOpened" ? Endeavour.Unopened : Endeavour.Furnished).When(new(Catalogue.Standard.Find(kind)!, data.ToJsonString(), "2019-06-01", by ?? Endeavour.Ana));
}
