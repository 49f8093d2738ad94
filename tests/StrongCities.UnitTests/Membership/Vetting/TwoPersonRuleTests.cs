using StrongCities.Membership.Applications;
using StrongCities.Membership.Vetting;
using static StrongCities.UnitTests.Membership.AnApplication;

namespace StrongCities.UnitTests.Membership.Vetting;

public sealed class TwoPersonRuleTests
{
    [Fact]
    public void Two_people_of_different_organizations_decide() => Assert.Null(OfCity().Recommended().MayBeDecided(Decider, Admit(), false, Now));

    [Fact]
    public void Nobody_decides_on_the_own_recommendation() =>
        Assert.Equal(VettingRefusals.SamePerson, OfCity().Recommended().MayBeDecided(Reviewer, Admit(), false, Now));

    [Fact]
    public void A_colleague_of_the_reviewer_does_not_decide()
    {
        var colleague = new Vetter(Guid.NewGuid(), Reviewer.Organizations);
        Assert.Equal(VettingRefusals.SameSide, OfCity().Recommended().MayBeDecided(colleague, Admit(), false, Now));
    }

    [Fact]
    public void Two_people_of_the_networks_own_unit_are_one_side()
    {
        var application = OfCity().Sent();
        application.Recommend(OfTheUnit, true, "Looked at.", "", Now);
        Assert.Equal(VettingRefusals.SameSide, application.MayBeDecided(new Vetter(Guid.NewGuid(), []), Admit(), false, Now));
        Assert.Null(application.MayBeDecided(Decider, Admit(), false, Now));
    }

    [Theory]
    [InlineData("Port-Exemple")]
    [InlineData("PORT EXEMPLE")]
    [InlineData("Ville de Port-Exemple")]
    [InlineData("Commune de Port‑Exemple")]
    public void Nobody_vets_the_own_city_however_it_is_written(string name)
    {
        var own = Vetter(name.Replace('‑', '-'), "FR", "europe");
        Assert.Equal(VettingRefusals.OwnCity, OfCity().Sent().MayBeReviewedBy(own));
        Assert.Equal(VettingRefusals.OwnCity, OfCity().Recommended().MayBeDecided(own, Admit(), false, Now));
    }

    [Fact]
    public void A_city_of_that_name_in_another_country_is_another_city() => Assert.Null(OfCity().Sent().MayBeReviewedBy(Vetter("Port-Exemple", "BE", "europe")));

    [Fact]
    public void A_csos_city_is_where_it_is_and_not_what_it_is_called()
    {
        var application = OfCso().Sent();
        Assert.Equal(VettingRefusals.OwnCity, application.MayBeReviewedBy(Vetter("Lyon", "FR", "europe")));
        Assert.Null(application.MayBeReviewedBy(Vetter("Port-Exemple", "FR", "europe")));
    }

    [Fact]
    public void One_person_alone_neither_refuses_nor_admits()
    {
        Assert.Equal(VettingRefusals.NotAgreed, OfCity().Recommended(admit: true).MayBeDecided(Decider, Refuse("not-eligible-kind"), false, Now));
        Assert.Equal(VettingRefusals.NotAgreed, OfCity().Recommended(admit: false).MayBeDecided(Decider, Admit(), false, Now));
    }

    [Fact]
    public void A_recommendation_needs_the_whole_checklist_and_words()
    {
        var application = OfCity().Sent();
        foreach (var item in VettingChecklist.Items)
        {
            Assert.Equal(VettingRefusals.ChecklistIncomplete, application.MayBeRecommended(Reviewer, true, [.. VettingChecklist.Items.Except([item])], "Good.", ""));
        }

        Assert.Equal(VettingRefusals.RecommendationEmpty, application.MayBeRecommended(Reviewer, true, VettingChecklist.Items, "\n ", ""));
        Assert.Equal(VettingRefusals.ReasonUnknown, application.MayBeRecommended(Reviewer, false, VettingChecklist.Items, "Bad.", ""));
        Assert.Null(application.MayBeRecommended(Reviewer, true, VettingChecklist.Items, "Good.", ""));
    }

    [Fact]
    public void An_appeal_is_decided_in_the_other_region_by_somebody_without_a_part()
    {
        var application = OfCity().RefusedBy(Decider);
        Assert.Equal(VettingRefusals.AppealNotOpen, application.MayAppealBeDecided(American, false, "Words."));
        application.Appeal("Please.", Now);
        Assert.Equal(VettingRefusals.HadAPart, application.MayAppealBeDecided(American, true, "Words."));
        Assert.Equal(VettingRefusals.SameRegion, application.MayAppealBeDecided(Vetter("Malmö", "SE", "europe"), false, "Words."));
        Assert.Equal(VettingRefusals.SameRegion, application.MayAppealBeDecided(OfTheUnit, false, "Words."));
        Assert.Equal(VettingRefusals.DecisionWordsMissing, application.MayAppealBeDecided(American, false, " "));
        Assert.Null(application.MayAppealBeDecided(American, false, "Words."));
        application.DecideAppeal(American, false, "Words.", Now);
        Assert.Equal(ApplicationState.AppealRefused, application.State);
    }

    [Fact]
    public void An_appeal_goes_to_the_other_region_than_the_deciders_wherever_the_case_was_handled()
    {
        var application = OfCity().RefusedBy(American);
        Assert.Equal(Continents.Europe, application.DecidedHub);
        application.Appeal("Please.", Now);
        Assert.Equal(Continents.Europe, application.Hub);
        Assert.Equal(VettingRefusals.SameRegion, application.MayAppealBeDecided(Vetter("Denver", "US", "north-america"), false, "Words."));
        Assert.Null(application.MayAppealBeDecided(Vetter("Malmö", "SE", "europe"), false, "Words."));
    }

    [Fact]
    public void A_refusal_by_somebody_of_both_regions_or_of_none_is_of_the_reviewers_region_and_then_of_the_hub()
    {
        var ofBoth = new Vetter(Guid.NewGuid(), [.. Decider.Organizations, .. American.Organizations]);
        foreach (var decider in new[] { ofBoth, OfTheUnit })
        {
            Assert.Equal(Continents.NorthAmerica, Continents.RegionOf(Continents.Europe, decider.Regions, American.Regions));
            Assert.Equal(Continents.Europe, Continents.RegionOf(Continents.Europe, decider.Regions, ofBoth.Regions));
        }

        // Whoever stands in both is of no other region than either.
        var application = OfCity().RefusedBy(Decider);
        application.Appeal("Please.", Now);
        Assert.Equal(VettingRefusals.SameRegion, application.MayAppealBeDecided(ofBoth, false, "Words."));
    }
}
