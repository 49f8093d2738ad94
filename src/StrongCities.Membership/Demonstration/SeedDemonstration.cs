using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts;
using StrongCities.Contracts.Demonstration;
using StrongCities.Membership.Applications;
using StrongCities.Membership.Directory;
using StrongCities.Membership.Organizations;
using StrongCities.Membership.People;
using StrongCities.Outbox;

namespace StrongCities.Membership.Demonstration;

/// <summary>Fills an empty network in Development: members, the demonstration's people and two applications to vet; every fact through the outbox.</summary>
internal static class SeedDemonstration
{
    private const int MemberSinceDays = 400;

    public static async Task RunAsync(MembershipDb db, DateTimeOffset now, CancellationToken stop)
    {
        var places = await db.Gazetteer.ToListAsync(stop);
        var idsByKey = new Dictionary<string, Guid>();
        foreach (var (key, city) in DemonstrationOrganizations.CitiesByKey)
        {
            idsByKey[key] = AddCity(db, places, city, now);
        }

        foreach (var city in DemonstrationOrganizations.OtherCities)
        {
            AddCity(db, places, city, now);
        }

        foreach (var cso in DemonstrationOrganizations.Csos)
        {
            idsByKey[cso.Key] = AddCso(db, cso, now);
        }

        foreach (var person in DemonstrationPeople.All)
        {
            await AddPersonAsync(db, person, idsByKey, now, stop);
        }

        AddApplication(db, OpenCity, now.AddDays(-12), DemonstrationLetter.Write("Demonstration letter of a fictional city"));
        AddApplication(db, OpenCso, now.AddDays(-5), null);
    }

    private static readonly Answers OpenCity = new()
    {
        OrganizationName = "Exempleville (fictional)",
        Country = "FR",
        Place = "Exempleville",
        Province = "Bretagne",
        Form = "town",
        Population = 34_000,
        ContactName = "Hélène Garnier",
        ContactPosition = "Coordinatrice prévention",
        ContactEmail = "helene.garnier@example.org",
        Motivation = "Données de démonstration : une ville fictive souhaite rejoindre le réseau.",
        ChosenThemes = ["prevention", "youth"],
        WorkingLanguages = ["fr"],
        Evidence = "letter",
        PrinciplesVersion = PrinciplesText.CurrentVersion,
        Listing = "town",
    };

    private static readonly Answers OpenCso = new()
    {
        OrganizationName = "Open Window Collective (fictional)",
        Country = "CA",
        Place = "Hamilton",
        Province = "Ontario",
        Form = "unregistered",
        ContactName = "Rosa Imani",
        ContactEmail = "rosa.imani@example.org",
        Motivation = "Demonstration data: a fictional grass-roots group asks to join.",
        ChosenThemes = ["hate", "victims"],
        WorkingLanguages = ["en"],
        Evidence = "references",
        Referees =
        [
            new ApplicationReferee("Jonas Weller", "Lantern Street Youth (fictional)", "jonas.weller@example.org"),
            new ApplicationReferee("Inès Caron", "Atelier des Voix (fictional)", "ines.caron@example.org"),
        ],
        PrinciplesVersion = PrinciplesText.CurrentVersion,
        Listing = "country",
    };

    private static Guid AddCity(MembershipDb db, List<GazetteerPlace> places, (string Name, string Country) city, DateTimeOffset now)
    {
        var place = places.Single(place => place.Name == city.Name && place.Country == city.Country);
        return Add(db, new Organization
        {
            Id = Guid.CreateVersion7(),
            PublicId = Guid.NewGuid().ToString("N"),
            Kind = "city",
            Name = place.Name,
            Country = place.Country,
            Region = place.Region,
            Place = place.Name,
            Form = "town",
            MemberSince = now.AddDays(-MemberSinceDays),
            Languages = DemonstrationOrganizations.LanguagesByCountry[place.Country],
            Population = place.Population,
            Latitude = place.Latitude,
            Longitude = place.Longitude,
        }, now);
    }

    private static Guid AddCso(MembershipDb db, DemonstrationCso cso, DateTimeOffset now) => Add(db, new Organization
    {
        Id = Guid.CreateVersion7(),
        PublicId = Guid.NewGuid().ToString("N"),
        Kind = "cso",
        Name = cso.Name,
        Country = cso.Country,
        Region = Continents.HubOf(cso.Country)!,
        Place = cso.Place,
        Province = cso.Province,
        Form = "registered",
        MemberSince = now.AddDays(-MemberSinceDays),
        Themes = cso.Themes,
        Languages = cso.Languages,
        About = DemonstrationOrganizations.DemonstrationText,
        AboutLanguage = "en",
        Listing = cso.Listing,
    }, now);

    private static Guid Add(MembershipDb db, Organization organization, DateTimeOffset now)
    {
        db.Add(organization);
        AdmitOrganization.RecordAdmitted(db, organization, null, now);
        return organization.Id;
    }

    private static async Task AddPersonAsync(
        MembershipDb db, DemonstrationPerson person, Dictionary<string, Guid> idsByKey, DateTimeOffset now, CancellationToken stop)
    {
        db.Add(new Person
        {
            Id = person.PersonId,
            Name = person.Name,
            Email = person.Email,
            EmailKey = Person.KeyOf(person.Email),
            Language = person.Language,
            TimeZone = person.TimeZone,
            RegisteredAt = now,
        });
        RegisterPerson.Record(db, person.PersonId, null, now);
        foreach (var role in person.NetworkRoles)
        {
            await GrantOperatorConsumer.GrantAsync(db, person.PersonId, role, now, stop);
        }

        if (person is { Organization: { } key, OrganizationRole: { } organizationRole })
        {
            GrantRole.Record(db, new OrganizationRole
            {
                Id = Guid.CreateVersion7(),
                OrganizationId = idsByKey[key],
                PersonId = person.PersonId,
                Role = organizationRole,
                KnownAs = person.Name,
                GrantedAt = now,
            }, null, now);
        }
    }

    private static void AddApplication(MembershipDb db, Answers answers, DateTimeOffset sentAt, byte[]? letter)
    {
        var application = new Application
        {
            Id = Guid.CreateVersion7(),
            Kind = letter is null ? "cso" : "city",
            Language = answers.Country == "FR" ? "fr" : "en",
            StartedAt = sentAt.AddDays(-2),
            ExpiresAt = sentAt.AddMonths(Retention.UnsentApplicationMonths),
            Answers = answers,
        };
        application.KeepAcceptance(application.Language, application.StartedAt);
        application.Submit("demonstration", sentAt);
        application.Version++;
        db.Add(application);
        db.AddStep(application, sentAt, "sent");
        db.AddFact(new Wire.ApplicationSubmitted(application.Id, application.Version), application.Id.ToString());
        if (letter is not null)
        {
            db.Add(new ApplicationDocument
            {
                Id = Guid.NewGuid(),
                ApplicationId = application.Id,
                FileName = "letter.pdf",
                ContentType = "application/pdf",
                Bytes = letter.Length,
                Content = letter,
                UploadedAt = sentAt,
            });
        }
    }
}
