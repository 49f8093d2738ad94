using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.Organizations;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.People;

/// <summary>Where a person is written to, asked at the moment of writing.</summary>
internal sealed class ContactsService(MembershipDb db) : Wire.Contacts.ContactsBase
{
    [Authorize("scope:membership.contacts")]
    public override async Task<Wire.Contact> GetContact(Wire.GetContactRequest request, ServerCallContext context)
    {
        var id = Guid.TryParse(request.PersonId, out var parsed) ? parsed : Guid.Empty;
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(person => person.Id == id && person.Email != null, context.CancellationToken)
            ?? throw new RefusedException(PeopleRefusals.PersonUnknown);
        return new Wire.Contact { PersonId = person.Id.ToString(), Name = person.Name, Email = person.Email, Language = person.Language, TimeZone = person.TimeZone };
    }

    [Authorize("scope:membership.introductions")]
    public override async Task<Wire.OrganizationContact> GetOrganizationContact(Wire.GetOrganizationContactRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var id = Guid.TryParse(request.OrganizationId, out var parsed) ? parsed : Guid.Empty;
        var organization = await db.Organizations.AsNoTracking().SingleOrDefaultAsync(organization => organization.Id == id && organization.Standing == OrganizationStanding.Member, stop)
            ?? throw new RefusedException(OrganizationRefusals.OrganizationUnknown);
        var now = await db.NowAsync(stop);
        // Whom a colleague registered is named to nobody else until that person agrees.
        var focalPoints = db.OrganizationRoles.Where(role => role.OrganizationId == id && role.Role == OrganizationRole.FocalPoint && role.Held && (role.Until == null || role.Until > now)
            && (role.RegisteredBy == null || role.AgreedAt != null));
        var people = await db.People.AsNoTracking().Where(person => person.Email != null && focalPoints.Any(role => role.PersonId == person.Id)).OrderBy(person => person.Name).ToListAsync(stop);
        return new Wire.OrganizationContact
        {
            Name = organization.Name,
            Kind = organization.Kind,
            Country = organization.Country,
            Website = organization.Shows(ProfileField.Website, Audience.Members) ? organization.Website : "",
            People = { people.Select(person => new Wire.Contact { PersonId = person.Id.ToString(), Name = person.Name, Email = person.Email, Language = person.Language, TimeZone = person.TimeZone }) },
        };
    }
}
