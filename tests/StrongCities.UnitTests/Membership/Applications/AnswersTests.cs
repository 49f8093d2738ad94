using StrongCities.Membership.Applications;

namespace StrongCities.UnitTests.Membership.Applications;

public sealed class AnswersTests
{
    [Theory]
    [InlineData("organization_name", "organization-name-too-long")]
    [InlineData("country", "country-unknown")]
    [InlineData("place", "place-too-long")]
    [InlineData("province", "province-too-long")]
    [InlineData("website", "website-invalid")]
    [InlineData("form", "form-unknown")]
    [InlineData("population", "population-invalid")]
    [InlineData("contact_name", "contact-name-too-long")]
    [InlineData("contact_position", "contact-position-too-long")]
    [InlineData("contact_email", "email-invalid")]
    [InlineData("phone", "phone-invalid")]
    [InlineData("motivation", "motivation-too-long")]
    [InlineData("themes", "theme-unknown")]
    [InlineData("working_languages", "language-unknown")]
    [InlineData("evidence", "evidence-unknown")]
    [InlineData("references", "reference-email-invalid")]
    [InlineData("principles_version", "principles-version-unknown")]
    [InlineData("listing", "listing-unknown")]
    [InlineData("is_admin", "field-unknown")]
    public void A_bad_answer_has_its_own_reason_and_keeps_the_good_one(string field, string reason)
    {
        var tooLong = new string('x', 2001);
        var given = new Answers
        {
            OrganizationName = tooLong,
            Country = "JP",
            Place = tooLong,
            Province = tooLong,
            Website = "javascript:alert(1)",
            Form = "company",
            Population = -1,
            ContactName = tooLong,
            ContactPosition = tooLong,
            ContactEmail = "a@b",
            Phone = "call me",
            Motivation = tooLong,
            ChosenThemes = ["politics"],
            WorkingLanguages = ["<script>"],
            Evidence = "bribe",
            Referees = [new("A", "", "not an address")],
            PrinciplesVersion = "1",
            Listing = "street",
        };
        var before = new Answers { OrganizationName = "Before" };
        var (kept, bad) = before.With(given, [field, "tell_own_city"], isCity: true);
        Assert.Same(before, kept);
        Assert.Equal((field, reason), (bad.Single().Field, bad.Single().Refusal.Reason));
    }

    [Fact]
    public void Two_references_are_two_people()
    {
        Answers Named(string second) => new() { Referees = [new("A", "", "a@example.org"), new("B", "", second)] };
        Assert.Equal(AnswerRefusals.ReferenceTwice, new Answers().With(Named("A@example.org"), ["references"], isCity: false).Bad.Single().Refusal);
        Assert.Empty(new Answers().With(Named("b@example.org"), ["references"], isCity: false).Bad);
        Assert.Equal(AnswerRefusals.ReferenceIsContact, new Answers { ContactEmail = "B@example.org" }.With(Named("b@example.org"), ["references"], isCity: false).Bad.Single().Refusal);
    }

    [Fact]
    public void Fields_that_a_step_does_not_give_stay_as_they_are()
    {
        var before = new Answers { OrganizationName = "Before", Motivation = "Because" };
        var (kept, bad) = before.With(new Answers { OrganizationName = " After\n " }, ["organization_name"], isCity: false);
        Assert.Empty(bad);
        Assert.Equal(("After", "Because"), (kept.OrganizationName, kept.Motivation));
    }

    [Theory]
    [InlineData("https://www.example.org/", "example.org", true)]
    [InlineData("http://example.org", "example.org", true)]
    [InlineData("ftp://example.org", "example.org", false)]
    [InlineData("https://user:secret@example.org", "example.org", false)]
    [InlineData("https://localhost", "localhost", false)]
    [InlineData("example.org", "", false)]
    public void A_website_is_http_with_a_public_host(string website, string domain, bool good)
    {
        Assert.Equal(good, Answers.IsWebsite(website));
        Assert.Equal(domain, Answers.DomainOf(website));
    }

    [Theory]
    [InlineData("camille@example.org", true)]
    [InlineData("camille+join@mairie.example.org", true)]
    [InlineData("Camille <camille@example.org>", false)]
    [InlineData("camille@example.org\r\nBcc: all@example.org", false)]
    [InlineData("a@b.org, c@d.org", false)]
    [InlineData("camille@localhost", false)]
    [InlineData("camille", false)]
    [InlineData("", false)]
    public void An_address_is_one_address_and_cannot_carry_a_header(string email, bool good) => Assert.Equal(good, Answers.IsEmail(email));

    [Theory]
    [InlineData("FR", "europe")]
    [InlineData("UA", "europe")]
    [InlineData("CA", "north-america")]
    [InlineData("MX", "north-america")]
    [InlineData("JM", "north-america")]
    [InlineData("BR", null)]
    [InlineData("MA", null)]
    [InlineData("fr", null)]
    [InlineData("", null)]
    public void The_hub_comes_from_the_country(string country, string? hub) => Assert.Equal(hub, Continents.HubOf(country));

    [Fact]
    public void No_country_is_in_both_regions() => Assert.Empty(Continents.EuropeanCountries.Intersect(Continents.NorthAmericanCountries));
}
