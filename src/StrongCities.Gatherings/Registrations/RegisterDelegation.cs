using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.Admission.Labels;
using StrongCities.Gatherings;
using StrongCities.Gatherings.Labels;
using StrongCities.Gatherings.Members;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Registrations;

/// <summary>An organization asks for seats in a gathering, in one entry of min..max seats; the ledger confirms it or puts it on the waiting list.</summary>
internal sealed class RegisterDelegation(GatheringsDb db, Ledger ledger)
{
    private const int KeyCharactersMax = 100;

    public async Task<Guid> RunAsync(Guid personId, Wire.RegisterDelegationRequest request, CancellationToken stop)
    {
        if (request.Key.Length is 0 or > KeyCharactersMax)
        {
            throw new RefusedException(RegistrationRefusals.KeyMissing);
        }

        var gathering = Guid.TryParse(request.GatheringId, out var gatheringId)
            ? await db.Gatherings.AsNoTracking().SingleOrDefaultAsync(x => x.Id == gatheringId && x.PublishedAt != null, stop) : null;
        if (gathering is null)
        {
            throw new RefusedException(GatheringRefusals.Unknown);
        }

        var organization = await RegisteringAsync(personId, request.OrganizationId, stop);
        var people = await db.DelegatesAsync(organization.Id, request.PersonIds, stop);
        if (people.Count > request.MaxSeats && request.MaxSeats > 0)
        {
            throw new RefusedException(RegistrationRefusals.TooManyPeople(request.MaxSeats));
        }

        // Before the seats: without it there is no registration, and a reading that leads to none does no harm. A version that begins in between asks again.
        if (await db.AcknowledgeAsync(gatheringId, personId, request.LabelVersion, request.AgreedLeavingIds, stop) is { } unread)
        {
            throw new RefusedException(LabelInWords.Of(unread));
        }

        var answer = await ledger.SubmitAsync(
            new Book(gatheringId, personId, request.Key, Guid.CreateVersion7(), organization.Id, request.MinSeats, request.MaxSeats,
                OrganizationZone.Of(organization.Country, gathering.TimeZone))
            { People = people }, stop);
        return answer.Refusal is null ? answer.EntryId!.Value : throw new RefusedException(RegistrationRefusals.Of(answer));
    }

    private async Task<MemberOrganization> RegisteringAsync(Guid personId, string organizationId, CancellationToken stop)
    {
        var organization = Guid.TryParse(organizationId, out var id)
            ? await db.MemberOrganizations.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id && db.CurrentRoles().Any(role => role.PersonId == personId && role.OrganizationId == id), stop) : null;
        if (organization is null)
        {
            throw new RefusedException(RegistrationRefusals.OrganizationUnknown);
        }

        return organization.Standing == "member" ? organization : throw new RefusedException(RegistrationRefusals.OrganizationNotMember);
    }
}
