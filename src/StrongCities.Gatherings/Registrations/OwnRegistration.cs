using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.Gatherings.Members;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Registrations;

/// <summary>Finds a registration for a person who acts for its organization; another's is not there.</summary>
internal static class OwnRegistration
{
    public static async Task<Entry> OwnRegistrationAsync(this GatheringsDb db, Guid personId, string registrationId, CancellationToken stop)
    {
        var entry = await db.FindRegistrationAsync(registrationId, stop);
        return entry is not null && await db.ActsForAsync(personId, entry.OrganizationId, stop) ? entry : throw new RefusedException(RegistrationRefusals.Unknown);
    }

    public static async Task<Entry?> FindRegistrationAsync(this GatheringsDb db, string registrationId, CancellationToken stop) =>
        Guid.TryParse(registrationId, out var id) ? await db.Entries().SingleOrDefaultAsync(entry => entry.Id == id, stop) : null;
}
