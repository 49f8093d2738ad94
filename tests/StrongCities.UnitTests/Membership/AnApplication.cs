using StrongCities.Membership.Applications;
using StrongCities.Membership.Vetting;

namespace StrongCities.UnitTests.Membership;

/// <summary>Applications and vetters as the rules' tests need them.</summary>
internal static class AnApplication
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    public static readonly Vetter Reviewer = Vetter("Oslo", "NO", "europe");
    public static readonly Vetter Decider = Vetter("Strasbourg", "FR", "europe");
    public static readonly Vetter American = Vetter("Columbus", "US", "north-america");
    public static readonly Vetter OfTheUnit = new(Guid.NewGuid(), []);

    public static Vetter Vetter(string city, string country, string region) =>
        new(Guid.NewGuid(), [new VetterOrganization(Guid.NewGuid(), region, country, [city])]);

    public static Application OfCity() => new()
    {
        Id = Guid.NewGuid(),
        Kind = "city",
        StartedAt = Now,
        ExpiresAt = Now.AddMonths(6),
        AcceptedPrinciplesVersion = PrinciplesText.CurrentVersion,
        AcceptedPrinciplesLanguage = "fr",
        PrinciplesAcceptedAt = Now,
        Answers = new Answers
        {
            OrganizationName = "Port-Exemple",
            Country = "FR",
            Place = "Port-Exemple",
            Form = "town",
            ContactName = "Camille Fictive",
            ContactPosition = "Coordinator",
            ContactEmail = "camille@example.org",
            Motivation = "To work with others.",
            Evidence = "letter",
            PrinciplesVersion = PrinciplesText.CurrentVersion,
        },
    };

    public static Application OfCso()
    {
        var application = new Application
        {
            Id = Guid.NewGuid(),
            Kind = "cso",
            StartedAt = Now,
            ExpiresAt = Now.AddMonths(6),
            AcceptedPrinciplesVersion = PrinciplesText.CurrentVersion,
        };
        application.Answers = OfCity().Answers with { Place = "Lyon", Form = "unregistered", ContactPosition = "", Evidence = "call", Phone = "+33 1 23 45 67 89", Listing = "country" };
        return application;
    }

    public static Application Sent(this Application application)
    {
        application.Submit("key", Now);
        return application;
    }

    public static Application Recommended(this Application application, bool admit = true, string reason = "not-eligible-kind")
    {
        application.Sent().Recommend(Reviewer, admit, "Looked at.", reason, Now);
        return application;
    }

    public static Application RefusedBy(this Application application, Vetter decider)
    {
        application.Recommended(admit: false).Decide(decider, Refuse("not-eligible-kind"), Now);
        return application;
    }

    public static Decision Admit() => new(true, "", "", "", "", "");

    public static Decision Refuse(string reason, string words = "Because.", string principle = "", string conduct = "", string evidence = "") =>
        new(false, reason, words, principle, conduct, evidence);
}
