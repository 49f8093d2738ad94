using StrongCities.Membership.Vetting;
using static StrongCities.UnitTests.Membership.AnApplication;

namespace StrongCities.UnitTests.Membership.Vetting;

public sealed class RefusalReasonsTests
{
    [Fact]
    public void The_list_has_neither_other_nor_politics_and_each_reason_a_test()
    {
        Assert.DoesNotContain(RefusalReasons.TestsByReason.Keys, reason => reason == "other" || reason.Contains("politic", StringComparison.Ordinal) || reason.Contains("critic", StringComparison.Ordinal));
        Assert.All(RefusalReasons.TestsByReason.Values, Assert.NotEmpty);
    }

    [Theory]
    [InlineData("")]
    [InlineData("other")]
    [InlineData("politics")]
    [InlineData("Incomplete")]
    public void What_is_not_on_the_list_is_no_reason(string reason) =>
        Assert.Equal(VettingRefusals.ReasonUnknown, OfCity().Recommended(admit: false).MayBeDecided(Decider, Refuse(reason), true, Now));

    [Fact]
    public void Incomplete_needs_two_requests_and_thirty_days()
    {
        var application = OfCity().Sent();
        application.Ask("First?", Now);
        Assert.Equal("two-requests", Unmet(Again(application), Refuse("incomplete")));
        application.Ask("Second?", Now.AddDays(5));
        Again(application);
        Assert.Equal("thirty-days", Unmet(application, Refuse("incomplete"), Now.AddDays(30).AddSeconds(-1)));
        Assert.Null(Unmet(application, Refuse("incomplete"), Now.AddDays(30)));
    }

    [Fact]
    public void Identity_not_confirmed_needs_a_request_for_evidence()
    {
        var application = OfCity().Recommended(admit: false, "identity-not-confirmed");
        Assert.Equal("evidence-asked", Unmet(application, Refuse("identity-not-confirmed")));
        application.Ask("Who are you?", Now);
        Assert.Null(Unmet(Again(application), Refuse("identity-not-confirmed")));
    }

    [Theory]
    [InlineData("", "c", "e", "principle-named")]
    [InlineData("p", " ", "e", "conduct-named")]
    [InlineData("p", "c", "", "evidence-named")]
    [InlineData("p", "c", "e", null)]
    public void Principles_needs_the_principle_the_conduct_and_the_evidence(string principle, string conduct, string evidence, string? unmet) =>
        Assert.Equal(unmet, Unmet(OfCity().Recommended(admit: false), Refuse("principles", principle: principle, conduct: conduct, evidence: evidence)));

    [Fact]
    public void Duplicate_member_needs_a_likely_duplicate()
    {
        var application = OfCity().Recommended(admit: false);
        Assert.Equal("duplicate-found", application.MayBeDecided(Decider, Refuse("duplicate-member"), duplicateFound: false, Now)?.Facts[0].Value);
        Assert.Null(application.MayBeDecided(Decider, Refuse("duplicate-member"), duplicateFound: true, Now));
    }

    [Fact]
    public void A_refusal_owes_the_applicant_words() =>
        Assert.Equal(VettingRefusals.DecisionWordsMissing, OfCity().Recommended(admit: false).MayBeDecided(Decider, Refuse("not-eligible-kind", words: " "), false, Now));

    private static StrongCities.Membership.Applications.Application Again(StrongCities.Membership.Applications.Application application)
    {
        application.Recommend(Reviewer, false, "Looked at.", "incomplete", Now);
        return application;
    }

    private static string? Unmet(StrongCities.Membership.Applications.Application application, Decision decision, DateTimeOffset? now = null)
    {
        var refusal = application.MayBeDecided(Decider, decision, false, now ?? Now);
        Assert.True(refusal is null or { Reason: "reason-test-not-met" }, refusal?.Reason);
        return refusal?.Facts[0].Value;
    }
}
