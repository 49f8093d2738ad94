using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Registrations;

/// <summary>An organization with seats says whether the report may name it. A no is always possible, and the report follows at once.</summary>
internal sealed class AnswerNamedInReport(GatheringsDb db)
{
    public async Task<Guid> RunAsync(Guid personId, string registrationId, bool mayName, CancellationToken stop)
    {
        var entry = await db.OwnRegistrationAsync(personId, registrationId, stop);
        if (!mayName)
        {
            await db.NamedInReports.Where(named => named.RegistrationId == entry.Id).ExecuteDeleteAsync(stop);
            return entry.Id;
        }

        if (entry.State != EntryState.Confirmed)
        {
            throw new RefusedException(RegistrationRefusals.NotActive);
        }

        await db.Database.ExecuteSqlAsync($"INSERT INTO named_in_reports (registration_id, at) VALUES ({entry.Id}, now()) ON CONFLICT DO NOTHING", stop);
        return entry.Id;
    }
}
