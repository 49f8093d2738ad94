using StrongCities.Admission;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Registrations;

/// <summary>Takes a cancellation back within its ten minutes.</summary>
internal sealed class UndoCancellation(GatheringsDb db, Ledger ledger)
{
    public async Task<Guid> RunAsync(Guid personId, string registrationId, CancellationToken stop)
    {
        var entry = await db.OwnRegistrationAsync(personId, registrationId, stop);
        var answer = await ledger.SubmitAsync(new Undo(entry.OfferingId, personId, Guid.NewGuid().ToString("N"), entry.Id), stop);
        return answer.Refusal is null ? entry.Id : throw new RefusedException(RegistrationRefusals.Of(answer));
    }
}
