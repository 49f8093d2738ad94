using StrongCities.Admission;
using StrongCities.Admission.Labels;
using StrongCities.Gatherings.Labels;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Namings;

/// <summary>A person whom somebody else named agrees, knowing what taking part involves: both together or neither.</summary>
internal sealed class AgreeToNaming(GatheringsDb db)
{
    public async Task RunAsync(NamedPerson naming, int labelVersion, IReadOnlyCollection<string> agreedTo, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (await db.AcknowledgeAsync(naming.OfferingId, naming.PersonId, labelVersion, agreedTo, stop) is { } unread)
        {
            throw new RefusedException(LabelInWords.Of(unread));
        }

        await db.AgreeToBeNamedAsync(naming.OfferingId, naming.PersonId, stop);
        await transaction.CommitAsync(stop);
    }
}
