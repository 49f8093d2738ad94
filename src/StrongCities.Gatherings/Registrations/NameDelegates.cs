using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Registrations;

/// <summary>Says who comes, all of them at once; whoever is left out gives the seat back to the delegation, unnamed.</summary>
internal sealed class NameDelegates(GatheringsDb db, Ledger ledger)
{
    public async Task<Guid> RunAsync(Guid personId, string registrationId, IReadOnlyCollection<string> personIds, CancellationToken stop)
    {
        var entry = await db.OwnRegistrationAsync(personId, registrationId, stop);
        var people = await db.DelegatesAsync(entry.OrganizationId, personIds, stop);
        // Whom the caller does not see yet cannot be meant by leaving them out.
        var hidden = await db.NamedPeople().Where(person => person.EntryId == entry.Id && person.AgreedAt == null && person.NamedBy != personId && person.PersonId != personId)
            .Select(person => person.PersonId).ToListAsync(stop);
        people = [.. people.Union(hidden)];
        var answer = await ledger.SubmitAsync(new NamePeople(entry.OfferingId, personId, Guid.NewGuid().ToString("N"), entry.Id, people), stop);
        return answer.Refusal is null ? entry.Id : throw new RefusedException(RegistrationRefusals.Of(answer));
    }
}
