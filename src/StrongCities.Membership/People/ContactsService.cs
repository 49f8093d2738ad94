using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
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
}
