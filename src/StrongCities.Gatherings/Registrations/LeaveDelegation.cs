using StrongCities.Admission;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Registrations;

/// <summary>A named person takes the own name out of a delegation; the seat stays with the delegation, unnamed, and nothing is held against anybody.</summary>
internal sealed class LeaveDelegation(GatheringsDb db, Ledger ledger)
{
    public async Task<Guid> RunAsync(Guid personId, string registrationId, CancellationToken stop)
    {
        var entry = await db.OwnRegistrationAsync(personId, registrationId, stop);
        await RunAsync(personId, entry, stop);
        return entry.Id;
    }

    public async Task RunAsync(Guid personId, Entry entry, CancellationToken stop)
    {
        if (!entry.People.Contains(personId))
        {
            return;
        }

        var answer = await ledger.SubmitAsync(
            new NamePeople(entry.OfferingId, personId, Guid.NewGuid().ToString("N"), entry.Id, [.. entry.People.Where(person => person != personId)]), stop);
        if (answer.Refusal is not null)
        {
            throw new RefusedException(RegistrationRefusals.Of(answer));
        }
    }
}
