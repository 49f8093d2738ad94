using StrongCities.Admission;
using StrongCities.Admission.Labels;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Registrations;

/// <summary>
/// An organization asks for seats in a gathering, in one entry of min..max seats; the ledger confirms it or puts it on the waiting list. Who may ask (<see cref="MayRegister"/>),
/// what was read of the label and the seats are one transaction of the ledger, shared with whoever asks at the same moment: nothing is read or written beside it.
/// </summary>
internal sealed class RegisterDelegation(Ledger ledger)
{
    private const int KeyCharactersMax = 100;

    public async Task<Answer> RunAsync(Guid personId, Wire.RegisterDelegationRequest request, CancellationToken stop)
    {
        if (request.Key.Length is 0 or > KeyCharactersMax)
        {
            throw new RefusedException(RegistrationRefusals.KeyMissing);
        }

        if (!Guid.TryParse(request.GatheringId, out var gathering))
        {
            throw new RefusedException(GatheringRefusals.Unknown);
        }

        if (!Guid.TryParse(request.OrganizationId, out var organization))
        {
            throw new RefusedException(RegistrationRefusals.OrganizationUnknown);
        }

        var people = Delegates.Read(request.PersonIds);
        if (people.Count > request.MaxSeats && request.MaxSeats > 0)
        {
            throw new RefusedException(RegistrationRefusals.TooManyPeople(request.MaxSeats));
        }

        var answer = await ledger.SubmitAsync(
            new Book(gathering, personId, request.Key, Guid.CreateVersion7(), organization, request.MinSeats, request.MaxSeats)
            {
                People = people,
                Label = new LabelReading(request.LabelVersion, request.AgreedLeavingIds),
            }, stop);
        return answer.Refusal is null ? answer : throw new RefusedException(RegistrationRefusals.Of(answer));
    }
}
