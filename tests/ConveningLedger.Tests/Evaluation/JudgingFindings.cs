using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Evaluation;

public class JudgingFindings
{
    [Theory]
    [InlineData("treaty")]
    [InlineData("by-talking")]
    public void a_finding_is_an_outcome_or_a_claim(string finding) =>
        Furnished.When(A<FindingSubstantiated>($"{{'finding':'{finding}','aspect':'DESCRIPTION','by':'p-02','verdict':'CANNOT_TELL'}}", by: Eva)).IsAccepted();

    [Fact]
    public void and_nothing_else()
    {
        Furnished.When(A<FindingSubstantiated>("{'finding':'first-rain','aspect':'DESCRIPTION','by':'p-02','verdict':'CONFIRMED'}")).IsRefused(RefusalCode.WrongKey, "data.finding");
        Furnished.When(A<ContributionClaimed>("{'key':'by-tea','outcome':'by-talking','by':'p-01','claim':'Tea.','causes':[{'entry':'common-call'}]}")).IsRefused(RefusalCode.WrongKey, "data.outcome");
    }

    [Fact]
    public void causes_are_entries_and_every_one_of_them_is_checked()
    {
        const string Claim = "{'key':'by-tea','outcome':'treaty','by':'p-01','claim':'Tea.','causes':[{'entry':'common-call'},{'entry':'CAUSE'}],'rivals':[{'text':'Rain.','causes':[{'entry':'RIVAL'}]}]}";
        Furnished.When(A<ContributionClaimed>(Claim.Replace("CAUSE", "farmers-call").Replace("RIVAL", "tea-house-opened"))).IsAccepted();
        Furnished.When(A<ContributionClaimed>(Claim.Replace("CAUSE", "no-call").Replace("RIVAL", "common-call"))).IsRefused(RefusalCode.UnknownEntry, "data.causes[1].entry");
        Furnished.When(A<ContributionClaimed>(Claim.Replace("CAUSE", "farmers-call").Replace("RIVAL", "no-call"))).IsRefused(RefusalCode.UnknownEntry, "data.rivals[0].causes[0].entry");
        Furnished.When(A<ContributionClaimed>(Claim.Replace("CAUSE", "common-call").Replace("RIVAL", "common-call"))).IsRefused(RefusalCode.Repeated, "data.causes[1]");
    }

    [Fact]
    public void a_wave_in_which_nobody_answered_is_a_wave() => Furnished.When(A<WaveHeld>("{'key':'round','asked':['p-01'],'answered':[]}")).IsAccepted();
}
