using StrongCities.Admission;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Registrations;

/// <summary>Gives an organization's seats, or its place on the waiting list, back: kept ten minutes for undo, in the last 24 hours freed at once.</summary>
internal sealed class CancelRegistration(GatheringsDb db, Ledger ledger)
{
    public async Task<Guid> RunAsync(Guid personId, string registrationId, CancellationToken stop)
    {
        var entry = await db.OwnRegistrationAsync(personId, registrationId, stop);
        if (entry.State is EntryState.Cancelled or EntryState.Refused)
        {
            throw new RefusedException(RegistrationRefusals.NotActive);
        }

        var answer = await ledger.SubmitAsync(new Cancel(entry.OfferingId, personId, Guid.NewGuid().ToString("N"), entry.Id), stop);
        return answer.Refusal is null ? entry.Id : throw new RefusedException(RegistrationRefusals.Of(answer));
    }
}
