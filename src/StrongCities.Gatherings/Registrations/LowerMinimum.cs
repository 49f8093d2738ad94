using StrongCities.Admission;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Registrations;

/// <summary>A waiting delegation makes do with fewer seats, so that a smaller gap fits it.</summary>
internal sealed class LowerMinimum(GatheringsDb db, Ledger ledger)
{
    public async Task<Guid> RunAsync(Guid personId, string registrationId, int minSeats, CancellationToken stop)
    {
        var entry = await db.OwnRegistrationAsync(personId, registrationId, stop);
        if (entry.State == EntryState.Waiting && minSeats >= entry.MinSeats)
        {
            throw new RefusedException(RegistrationRefusals.MinimumNotLower);
        }

        var answer = await ledger.SubmitAsync(
            new Admission.LowerMinimum(entry.OfferingId, personId, Guid.NewGuid().ToString("N"), entry.Id, minSeats), stop);
        return answer.Refusal is null ? entry.Id : throw new RefusedException(RegistrationRefusals.Of(answer));
    }
}
