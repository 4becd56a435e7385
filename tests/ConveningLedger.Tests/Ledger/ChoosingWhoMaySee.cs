using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Ledger;

public class ChoosingWhoMaySee
{
    [Fact]
    public void nothing_said_it_is_the_team() => Assert.Equal(Visibility.Team, Seen(A<ContextShifted>("{'title':'The drought'}")));

    [Theory]
    [InlineData("CONVENERS", Visibility.Conveners)]
    [InlineData("TEAM", Visibility.Team)]
    [InlineData("EVALUATORS", Visibility.Evaluators)]
    [InlineData("PUBLIC", Visibility.Public)]
    public void the_endeavour_may_say_otherwise_for_itself_too(string said, Visibility seen)
    {
        var opened = Unopened.Given(A<EndeavourOpened>($"{{'title':'Water','challenges':['OTHER'],'scale':'LOCAL','defaultVisibility':'{said}'}}", at: "2018"));
        Assert.Equal(seen, opened.Last.Visibility);
        Assert.Equal(seen, opened.When(A<ContextShifted>("{'title':'The drought'}")).IsAccepted().Visibility);
    }

    [Fact]
    public void the_opening_may_be_corrected_in_this()
    {
        var corrected = Opened.Given(A<EntryCorrected>($"{{'entry':'{Opened.Last.Id}','reason':'Open.','data':{{'title':'Water','challenges':['OTHER'],'scale':'LOCAL','defaultVisibility':'PUBLIC'}}}}"));
        Assert.Equal(Visibility.Public, corrected.When(A<ContextShifted>("{'title':'The drought'}")).IsAccepted().Visibility);
    }

    [Theory]
    [InlineData("EVALUATORS", Visibility.Evaluators)]
    [InlineData("PUBLIC", Visibility.Public)]
    public void what_is_said_is_taken(string said, Visibility seen) =>
        Assert.Equal(seen, Seen(A<PowerMapped>("{'holder':'river-board','form':'OTHER','influence':1,'stance':1}", visibility: Enum.Parse<Visibility>(said, ignoreCase: true))));

    public static TheoryData<Telling> Sensitive =>
    [
        A<PowerMapped>("{'holder':'river-board','form':'OTHER','influence':1,'stance':1}"),
        A<PowerMoveMade>("{'by':'river-board','on':'council','move':'NAMED'}"),
        A<VoiceMissed>("{'who':'farmers'}"),
        A<FieldNoteTaken>("{'words':'They sat together.'}"),
        A<ReflectionHeld>("{'who':['council'],'words':'Slower.'}"),
        // What is said of a person by another.
        A<IdentificationShifted>("{'participant':'p-02','with':'council','movement':'CLOSER'}"),
        A<IdentificationShifted>("{'participant':'p-02','with':'council','movement':'CLOSER'}", standpoint: Standpoint.Witness),
        A<IdentificationShifted>("{'participant':'p-02','with':'council','strength':1}", standpoint: Standpoint.SecondHand),
        A<AgencyMilestoneReached>("{'who':'p-02','milestone':'RECOGNISED','level':'INDIVIDUAL','description':'A prize.'}"),
        A<AgencySetBack>("{'who':'p-02','description':'Silenced.'}"),
        A<AgencyConstrained>("{'who':'p-02','by':'river-board','how':'Rules.'}"),
        A<TieDrawn>("{'from':'p-02','to':'river-board','direction':'ONE_WAY','depth':1}"),
        A<TieDrawn>("{'from':'river-board','to':'p-02','direction':'MUTUAL','depth':1}"),
        A<LegitimacySignalled>("{'constituency':'farmers','convener':'p-01','source':'RESULTS','strength':-0.1}"),
        A<LegitimacySignalled>("{'constituency':'p-02','source':'RESULTS','strength':-0.1}"),
    ];

    [Theory]
    [MemberData(nameof(Sensitive))]
    public void what_is_sensitive_is_for_the_conveners(Telling telling)
    {
        Assert.Equal(Visibility.Conveners, Seen(telling));
        // Unless its recorder could not read it then.
        Assert.Equal(Visibility.Team, Seen(telling with { By = Tom }));
    }

    public static TheoryData<Telling> Usual =>
    [
        A<IdentificationShifted>("{'participant':'council','with':'farmers','movement':'CLOSER'}"),
        A<IdentificationShifted>("{'participant':'p-02','with':'council','movement':'CLOSER'}", standpoint: Standpoint.Self),
        A<IdentificationShifted>("{'participant':'council','with':'p-02','movement':'CLOSER'}"),
        A<AgencyMilestoneReached>("{'who':'farmers','milestone':'RECOGNISED','level':'COLLECTIVE','description':'A prize.'}"),
        A<AgencySetBack>("{'who':'p-02','description':'I was silenced.'}", standpoint: Standpoint.Self),
        A<AgencyConstrained>("{'who':'council','by':'p-02','how':'Rules.'}"),
        A<TieDrawn>("{'from':'council','to':'river-board','direction':'ONE_WAY','depth':1}"),
        A<TieDrawn>("{'from':'p-02','to':'river-board','direction':'ONE_WAY','depth':1}", standpoint: Standpoint.Self),
        A<LegitimacySignalled>("{'constituency':'farmers','convener':'p-01','source':'RESULTS','strength':0.5}"),
        A<LegitimacySignalled>("{'constituency':'farmers','convener':'p-01','source':'RESULTS','strength':0}"),
        A<LegitimacySignalled>("{'constituency':'farmers','source':'RESULTS','strength':-1}"),
        A<VoiceSeated>("{'who':'p-02'}"),
        A<MicroShiftNoticed>("{'noticedBy':'p-01','dimension':'CALL','about':'p-02','direction':'STILL','words':'Nothing.'}"),
    ];

    [Theory]
    [MemberData(nameof(Usual))]
    public void what_is_not_is_for_the_team(Telling telling) => Assert.Equal(Visibility.Team, Seen(telling));

    [Fact]
    public void an_evaluator_records_for_evaluators_where_nothing_is_said()
    {
        Assert.Equal(Visibility.Evaluators, Seen(A<FieldNoteTaken>("{'words':'They sat together.'}", by: Eva)));
        Assert.Equal(Visibility.Evaluators, Seen(A<MomentMarked>("{'name':'baseline'}", by: Eva)));
    }

    [Fact]
    public void nobody_records_narrower_than_they_can_read()
    {
        var refusal = Furnished.When(A<ContextShifted>("{'title':'The drought'}", by: Tom, visibility: Visibility.Conveners)).IsRefused(RefusalCode.VisibilityTooNarrow, "visibility");
        Assert.Equal("one of TEAM, EVALUATORS, PUBLIC", refusal.Accepted);
        Furnished.When(A<MomentMarked>("{'name':'baseline'}", by: Eva, visibility: Visibility.Team)).IsRefused(RefusalCode.VisibilityTooNarrow, "visibility");
        Furnished.When(A<ContextShifted>("{'title':'The drought'}", by: Tom, visibility: Visibility.Team)).IsAccepted();
    }

    static Visibility Seen(Telling telling) => Furnished.When(telling).IsAccepted().Visibility;
}
