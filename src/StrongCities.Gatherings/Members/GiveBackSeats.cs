using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.Outbox;

namespace StrongCities.Gatherings.Members;

/// <summary>
/// Cancels what an organization that has left or is suspended still holds or could take back, through the ledger like every other cancellation; who came back meanwhile keeps everything.
/// Done again it finds nothing to do.
/// </summary>
internal sealed class GiveBackSeats(IServiceProvider services, Ledger ledger) : WorkLoop<GatheringsDb, SeatsToGiveBack>(services)
{
    protected override async Task WorkAsync(SeatsToGiveBack row, GatheringsDb db, CancellationToken stop)
    {
        if (!await db.Gone().AnyAsync(organization => organization.Id == row.OrganizationId, stop))
        {
            return;
        }

        var held = await db.Entries()
            .Where(entry => entry.OrganizationId == row.OrganizationId
                && entry.State != EntryState.Refused && entry.State != EntryState.Cancelled)
            .Select(entry => new { entry.Id, entry.OfferingId }).ToListAsync(stop);
        foreach (var entry in held)
        {
            // A refusal means that it has ended by itself meanwhile, which is as good.
            await ledger.SubmitAsync(new Cancel(entry.OfferingId, row.OrganizationId, $"left-{row.Id:N}-{entry.Id:N}", entry.Id) { Ineligible = true }, stop);
        }
    }
}
