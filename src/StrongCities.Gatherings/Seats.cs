using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.Admission.Labels;

namespace StrongCities.Gatherings;

/// <summary>How the seats of one gathering stand in the ledger; exact, for staff alone.</summary>
internal sealed record Seats(Offering Offering)
{
    /// <summary>What is said before seats are asked for; null while nothing is.</summary>
    public LabelVersion? Label { get; init; }

    /// <summary>Whether what came out of it is published.</summary>
    public bool Reported { get; init; }

    /// <summary>What the public learns of them: plenty (10 or more), few, full (list open) or closed; never a count. Of a draft, what they would learn if it were published now.</summary>
    public string Band(Gathering gathering, DateTimeOffset now) => gathering.IsOpen(now) || gathering.WillOpen(now) ? Offering.AvailabilityAt(now) switch
    {
        Availability.TenOrMore => "plenty",
        Availability.FewerThanTen => "few",
        Availability.FullListOpen => "full",
        _ => "closed",
    } : "closed";
}

/// <summary>Gatherings with their seats.</summary>
internal static class GatheringsWithSeats
{
    public static async Task<List<(Gathering Gathering, Seats Seats)>> WithSeatsAsync(this GatheringsDb db, IQueryable<Gathering> gatherings, CancellationToken stop)
    {
        var found = await gatherings.AsNoTracking().Include(gathering => gathering.Sessions).AsSplitQuery().ToListAsync(stop);
        var ids = found.ConvertAll(gathering => gathering.Id);
        var seats = await db.Offerings().Where(offering => ids.Contains(offering.Id)).ToDictionaryAsync(offering => offering.Id, offering => new Seats(offering), stop);
        var labels = await db.LabelsAsync(ids, stop);
        var reported = await db.Reports.Where(report => ids.Contains(report.GatheringId) && report.PublishedAt != null).Select(report => report.GatheringId).ToHashSetAsync(stop);
        return found.ConvertAll(gathering => (gathering, seats[gathering.Id] with { Label = labels.GetValueOrDefault(gathering.Id), Reported = reported.Contains(gathering.Id) }));
    }

    /// <summary>By gathering, the seats that are kept for open offers and for undo. Reads every entry of the gatherings: for staff alone, and never while somebody books.</summary>
    public static async Task<Func<Guid, (int Offered, int Held)>> KeptSeatsAsync(this GatheringsDb db, IReadOnlyCollection<Guid> gatheringIds, CancellationToken stop)
    {
        var kept = await db.Entries().Where(entry => gatheringIds.Contains(entry.OfferingId) && (entry.State == EntryState.Offered || entry.State == EntryState.Held))
            .GroupBy(entry => new { entry.OfferingId, entry.State })
            .Select(group => new { group.Key.OfferingId, group.Key.State, Seats = group.Sum(entry => entry.Seats) })
            .ToDictionaryAsync(group => (group.OfferingId, group.State), group => group.Seats, stop);
        return id => (kept.GetValueOrDefault((id, EntryState.Offered)), kept.GetValueOrDefault((id, EntryState.Held)));
    }

    public static async Task<(Gathering Gathering, Seats Seats)?> FindWithSeatsAsync(this GatheringsDb db, Guid id, CancellationToken stop)
    {
        var found = await db.WithSeatsAsync(db.Gatherings.Where(gathering => gathering.Id == id), stop);
        return found.Count == 0 ? null : found[0];
    }
}
