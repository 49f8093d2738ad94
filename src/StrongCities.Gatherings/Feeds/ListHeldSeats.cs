using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.Contracts.Gatherings;
using StrongCities.Gatherings.Mail;
using StrongCities.Gatherings.Members;

namespace StrongCities.Gatherings.Feeds;

/// <summary>What stands in a person's calendar by the seats held: the same registrations that invitations are mailed about, less names not agreed to.</summary>
internal sealed class ListHeldSeats(GatheringsDb db)
{
    private const int KeptDays = 30;
    private const int SeatsMax = 500;

    public async Task<IReadOnlyList<Wire.HeldSeat>> RunAsync(Guid personId, CancellationToken stop)
    {
        // Who acts for an organization no longer, or whose organization gave its seats back, reads no more than on the pages.
        var organizations = await db.OrganizationsOfAsync(personId, stop);
        var (now, names) = (await db.NowAsync(stop), db.NamedPeople());
        var since = now.AddDays(-KeptDays);
        var entries = await db.Entries()
            .Where(entry => entry.State == EntryState.Confirmed && organizations.Contains(entry.OrganizationId))
            .Where(entry => entry.RegisteredBy == personId
                || (entry.People.Contains(personId) && !names.Any(name => name.EntryId == entry.Id && name.PersonId == personId && name.AgreedAt == null)))
            .Join(db.Gatherings.Where(gathering => gathering.State == GatheringState.Published && gathering.EndsAt > since),
                entry => entry.OfferingId, gathering => gathering.Id, (entry, gathering) => new { Entry = entry, gathering.StartsAt })
            .OrderBy(row => row.StartsAt).ThenBy(row => row.Entry.Sequence).Take(SeatsMax).Select(row => row.Entry).ToListAsync(stop);

        var gatheringIds = entries.Select(entry => entry.OfferingId).ToList();
        var gatherings = (await db.WithSeatsAsync(db.Gatherings.Where(gathering => gatheringIds.Contains(gathering.Id)), stop)).ToDictionary(found => found.Gathering.Id);
        var uids = await db.CalendarUidsAsync([.. entries.Select(entry => entry.Id)], stop);
        return [.. entries.Select(entry =>
        {
            var (gathering, seats) = gatherings[entry.OfferingId];
            var held = new Wire.HeldSeat
            {
                RegistrationId = entry.Id.ToString(),
                Gathering = gathering.ToWire(seats, now),
                CalendarSequence = entry.CalendarSequence(gathering),
            };
            foreach (var slot in CalendarSlot.Of(held.Gathering))
            {
                held.CalendarUids.Add(slot.Id, slot.UidFor(held.Gathering, uids[entry.Id].ToString(), personId.ToString()));
            }

            return held;
        })];
    }
}
