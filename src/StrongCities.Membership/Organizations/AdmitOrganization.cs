using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.Applications;
using StrongCities.Membership.Directory;
using StrongCities.Membership.People;
using StrongCities.Outbox;

namespace StrongCities.Membership.Organizations;

/// <summary>Makes the applicant a member or a guest: the organization, its contact person and that person's role, in the decision's transaction.</summary>
internal static class AdmitOrganization
{
    /// <summary>As a member; a guest of the same application becomes one.</summary>
    public static async Task RunAsync(MembershipDb db, Application application, Guid? byPersonId, DateTimeOffset now, CancellationToken stop)
    {
        if (application.OrganizationId is { } guestId)
        {
            var guest = await LockAsync(db, guestId, stop);
            guest.Become(OrganizationStanding.Member, now);
            guest.MemberSince = now;
            RecordAdmitted(db, guest, byPersonId, now);
            return;
        }

        var organization = await CreateAsync(db, application, OrganizationStanding.Member, now, stop);
        RecordAdmitted(db, organization, byPersonId, now);
        await GiveFocalPointAsync(db, application, organization, byPersonId, now, stop);
    }

    /// <summary>As a guest, because its appeal was not answered in time.</summary>
    public static async Task AsGuestAsync(MembershipDb db, Application application, DateTimeOffset now, CancellationToken stop)
    {
        var organization = await CreateAsync(db, application, OrganizationStanding.Prospect, now, stop);
        ChangeStanding.Record(db, organization, null, now);
        await GiveFocalPointAsync(db, application, organization, null, now, stop);
    }

    /// <summary>The guest whose appeal was refused leaves; nothing happens where there is none.</summary>
    public static async Task EndGuestAsync(MembershipDb db, Application application, Guid byPersonId, DateTimeOffset now, CancellationToken stop)
    {
        if (application.OrganizationId is not { } guestId)
        {
            return;
        }

        var guest = await LockAsync(db, guestId, stop);
        guest.Become(OrganizationStanding.Left, now);
        ChangeStanding.Record(db, guest, byPersonId, now);
    }

    private static async Task<Organization> CreateAsync(MembershipDb db, Application application, string standing, DateTimeOffset now, CancellationToken stop)
    {
        var answers = application.Answers;
        var location = application.IsCity ? await FindLocationAsync(db, answers, stop) : null;
        var organization = new Organization
        {
            Id = Guid.CreateVersion7(),
            PublicId = Guid.NewGuid().ToString("N"),
            Kind = application.Kind,
            Name = answers.OrganizationName,
            Country = answers.Country,
            Region = Continents.HubOf(answers.Country)!,
            Place = answers.Place,
            Province = answers.Province,
            Form = answers.Form,
            Standing = standing,
            MemberSince = standing == OrganizationStanding.Member ? now : null,
            Themes = answers.ChosenThemes,
            Languages = answers.WorkingLanguages,
            Population = answers.Population > 0 ? answers.Population : location?.Population ?? 0,
            Website = answers.Website,
            Domain = Answers.DomainOf(answers.Website),
            Listing = application.IsCity ? "town" : answers.Listing,
            Latitude = location?.Latitude,
            Longitude = location?.Longitude,
        };
        db.Add(organization);
        application.OrganizationId = organization.Id;
        return organization;
    }

    /// <summary>Where the city lies, when the gazetteer knows its name or place in that country; a city it does not know is on the list and not on the map.</summary>
    private static async Task<GazetteerPlace?> FindLocationAsync(MembershipDb db, Answers answers, CancellationToken stop)
    {
        var (name, place) = (PlaceName.Plain(answers.OrganizationName), PlaceName.Plain(answers.Place));
        var found = await db.Gazetteer.Where(known => known.Country == answers.Country && (known.PlainName == name || known.PlainName == place)).ToListAsync(stop);
        return found.Find(known => known.PlainName == name) ?? found.FirstOrDefault();
    }

    private static async Task GiveFocalPointAsync(
        MembershipDb db, Application application, Organization organization, Guid? byPersonId, DateTimeOffset now, CancellationToken stop)
    {
        var answers = application.Answers;
        var personId = await RegisterPerson.FindOrRegisterAsync(db, answers.ContactEmail, answers.ContactName, application.Language, byPersonId, now, stop);
        GrantRole.Record(db, new OrganizationRole
        {
            Id = Guid.CreateVersion7(),
            OrganizationId = organization.Id,
            PersonId = personId,
            Role = OrganizationRole.FocalPoint,
            KnownAs = answers.ContactName,
            GrantedAt = now,
        }, byPersonId, now);
    }

    public static void RecordAdmitted(MembershipDb db, Organization organization, Guid? byPersonId, DateTimeOffset now)
    {
        db.Add(new MembershipStep { At = now, ByPersonId = byPersonId, Deed = "admitted", OrganizationId = organization.Id, What = organization.Standing });
        db.AddFact(new Wire.OrganizationAdmitted(organization.Id, organization.Version, organization.Kind, organization.Country, organization.Region), organization.Id.ToString());
        db.AddFact(organization.ProfileFact(), organization.Id.ToString());
    }

    private static async Task<Organization> LockAsync(MembershipDb db, Guid id, CancellationToken stop) =>
        (await db.Organizations.FromSql($"SELECT * FROM organizations WHERE id = {id} FOR UPDATE").ToListAsync(stop)).Single();
}
