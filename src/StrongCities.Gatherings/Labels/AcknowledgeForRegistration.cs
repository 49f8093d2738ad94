using StrongCities.Admission.Labels;
using StrongCities.Gatherings.Registrations;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Labels;

/// <summary>A person of a registered organization has read what taking part involves, and says to which passings-on of the own name to agree.</summary>
internal sealed class AcknowledgeForRegistration(GatheringsDb db)
{
    public async Task<Guid> RunAsync(Guid personId, string registrationId, int version, IReadOnlyCollection<string> agreedTo, CancellationToken stop)
    {
        var entry = await db.OwnRegistrationAsync(personId, registrationId, stop);
        return await db.AcknowledgeAsync(entry.OfferingId, personId, version, agreedTo, stop) is { } refusal ? throw new RefusedException(LabelInWords.Of(refusal)) : entry.Id;
    }
}
