using StrongCities.Membership.Applications;
using StrongCities.Membership.Vetting;
using static StrongCities.UnitTests.Membership.AnApplication;

namespace StrongCities.UnitTests.Membership.Applications;

public sealed class ApplicationTests
{
    [Fact]
    public void A_city_needs_its_letter_as_a_document()
    {
        Assert.Equal(ApplicationRefusals.EvidenceMissing, OfCity().MaySubmit(documents: 0));
        Assert.Null(OfCity().MaySubmit(documents: 1));
    }

    [Fact]
    public void A_cso_needs_no_letter()
    {
        var application = OfCso();
        Assert.Null(application.MaySubmit(documents: 0));
        application.Answers = application.Answers with { Phone = "" };
        Assert.Equal(ApplicationRefusals.EvidenceMissing, application.MaySubmit(documents: 0));
        application.Answers = application.Answers with
        {
            Evidence = "references",
            Referees = [new("A", "", "a@example.org"), new("B", "", "A@example.org")],
        };
        Assert.Equal(ApplicationRefusals.EvidenceMissing, application.MaySubmit(documents: 0));
        application.Answers = application.Answers with { Referees = [new("A", "", "a@example.org"), new("Self", "", "CAMILLE@example.org")] };
        Assert.Equal(ApplicationRefusals.EvidenceMissing, application.MaySubmit(documents: 0));
        application.Answers = application.Answers with { Referees = [new("A", "", "a@example.org"), new("B", "", "b@example.org")] };
        Assert.Null(application.MaySubmit(documents: 0));
    }

    [Fact]
    public void An_old_version_of_the_principles_is_not_accepted()
    {
        var application = OfCso();
        application.AcceptedPrinciplesVersion = "2020-01";
        Assert.Equal(ApplicationRefusals.PrinciplesNotAccepted, application.MaySubmit(documents: 0));
    }

    [Fact]
    public void The_principles_are_accepted_once_in_the_language_they_were_read_in_whatever_is_sent_and_said_later()
    {
        var application = OfCity();
        application.KeepAcceptance("en", Now.AddDays(1));
        application.Sent().Ask("Why?", Now.AddDays(10));
        application.Submit("answer", Now.AddDays(12));
        Assert.Equal((PrinciplesText.CurrentVersion, "fr", Now), (application.AcceptedPrinciplesVersion, application.AcceptedPrinciplesLanguage, application.PrinciplesAcceptedAt));

        // The control: another version is accepted anew, and none is none.
        application.AcceptedPrinciplesVersion = "2020-01";
        application.KeepAcceptance("en", Now.AddDays(13));
        Assert.Equal((PrinciplesText.CurrentVersion, "en", Now.AddDays(13)), (application.AcceptedPrinciplesVersion, application.AcceptedPrinciplesLanguage, application.PrinciplesAcceptedAt));
        application.Answers = application.Answers with { PrinciplesVersion = "" };
        application.KeepAcceptance("en", Now.AddDays(14));
        Assert.Null(application.PrinciplesAcceptedAt);
    }

    [Fact]
    public void Sending_gives_thirty_days_for_the_review()
    {
        var application = OfCity().Sent();
        Assert.Equal((ApplicationState.Submitted, "europe", Now.AddDays(30)), (application.State, application.Hub, application.ReviewDueAt));
        Assert.Equal(ApplicationRefusals.ApplicationSent, application.MayChangeAnswers());
        Assert.Equal(ApplicationRefusals.ApplicationSent, application.MayWait());
    }

    [Fact]
    public void A_draft_expires_after_six_months_and_not_while_waiting_for_a_council()
    {
        var application = OfCity();
        Assert.False(application.HasExpired(Now.AddMonths(6).AddSeconds(-1)));
        Assert.True(application.HasExpired(Now.AddMonths(6)));
        application.SetWaiting(true, Now.AddMonths(1));
        Assert.False(application.HasExpired(Now.AddYears(2)));
        application.SetWaiting(true, Now.AddMonths(2));
        application.SetWaiting(false, Now.AddMonths(4));
        Assert.Equal(Now.AddMonths(6) + (Now.AddMonths(4) - Now.AddMonths(1)), application.ExpiresAt);
        Assert.False(application.Sent().HasExpired(Now.AddYears(9)));
    }

    [Fact]
    public void The_reviews_clock_stands_still_while_the_applicant_is_asked_and_a_second_question_does_not_restart_it()
    {
        var application = OfCity().Sent();
        application.Ask("First?", Now.AddDays(10));
        application.Ask("Second?", Now.AddDays(20));
        Assert.Equal((2, Now.AddDays(10)), (application.QuestionsAsked, application.FirstQuestionAt));
        application.Submit("answer", Now.AddDays(25));
        Assert.Equal((ApplicationState.UnderReview, Now.AddDays(45)), (application.State, application.ReviewDueAt));
    }

    [Fact]
    public void A_question_takes_the_recommendation_back()
    {
        var application = OfCity().Recommended();
        application.Ask("Who signed?", Now);
        Assert.Null(application.RecommendedBy);
        Assert.Equal(VettingRefusals.CaseNotRecommended, application.MayBeDecided(Decider, Admit(), false, Now));
    }

    [Fact]
    public void An_applicant_can_be_told_the_day_of_the_decision_before_anybody_has_reviewed()
    {
        Assert.Equal(Now.AddDays(30 + 14), OfCity().Sent().DecisionExpectedAt);
        Assert.Equal(Now.AddDays(14), OfCity().Recommended().DecisionExpectedAt);
    }

    [Fact]
    public void An_overdue_review_or_decision_moves_to_the_other_region_with_a_new_deadline()
    {
        var application = OfCity().Sent();
        Assert.False(application.MoveWhenOverdue(Now.AddDays(30)));
        Assert.True(application.MoveWhenOverdue(Now.AddDays(30).AddSeconds(1)));
        Assert.Equal(("north-america", Now.AddDays(60).AddSeconds(1)), (application.Hub, application.ReviewDueAt));

        var recommended = OfCity().Recommended();
        Assert.Equal(Now.AddDays(14), recommended.DueAt);
        Assert.True(recommended.MoveWhenOverdue(Now.AddDays(15)));
        Assert.Equal(("north-america", Now.AddDays(29)), (recommended.Hub, recommended.DecisionDueAt));
    }

    [Fact]
    public void A_case_that_waits_for_the_applicant_or_an_appeal_does_not_move()
    {
        var asked = OfCity().Sent();
        asked.Ask("Who signed?", Now);
        Assert.False(asked.MoveWhenOverdue(Now.AddYears(1)));
        var appealed = OfCity().RefusedBy(Decider);
        appealed.Appeal("Please.", Now);
        Assert.False(appealed.MoveWhenOverdue(Now.AddYears(1)));
    }

    [Fact]
    public void A_refusal_can_be_appealed_for_thirty_days_once_with_words()
    {
        var application = OfCity().RefusedBy(Decider);
        Assert.Equal(ApplicationRefusals.AppealEmpty, application.MayAppeal(" ", Now));
        Assert.Equal(ApplicationRefusals.AppealTooLong, application.MayAppeal(new string('x', 4001), Now));
        Assert.Null(application.MayAppeal("Please.", Now.AddDays(30)));
        Assert.Equal(ApplicationRefusals.AppealTooLate, application.MayAppeal("Please.", Now.AddDays(30).AddSeconds(1)));
        application.Appeal("Please.", Now.AddDays(3));
        Assert.Equal((Now.AddDays(24), "north-america"), (application.AppealDueAt, application.Hub));
        Assert.Equal(ApplicationRefusals.AppealAlreadyMade, application.MayAppeal("Again.", Now.AddDays(4)));
        Assert.Equal(ApplicationRefusals.AppealNotOpen, OfCity().Sent().MayAppeal("Why?", Now));
    }

    [Theory]
    [InlineData(ApplicationState.Admitted)]
    [InlineData(ApplicationState.Refused)]
    [InlineData(ApplicationState.Appealed)]
    [InlineData(ApplicationState.AppealRefused)]
    [InlineData(ApplicationState.Draft)]
    public void A_case_that_is_not_open_takes_no_deed_of_a_reviewer(string state)
    {
        var application = OfCity().Sent();
        application.State = state;
        Assert.Equal(VettingRefusals.CaseNotOpen, application.MayBeReviewedBy(Reviewer));
        Assert.Equal(VettingRefusals.CaseNotOpen, application.MayAsk(Reviewer, "Why?"));
        Assert.Equal(VettingRefusals.CaseNotOpen, application.MayBeRecommended(Reviewer, true, VettingChecklist.Items, "Good.", ""));
    }
}
