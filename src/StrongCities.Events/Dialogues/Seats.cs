using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.Admission.Labels;

namespace StrongCities.Events.Dialogues;

/// <summary>How the seats of one dialogue stand in the ledger; exact, for staff alone.</summary>
internal sealed record Seats(Offering Offering, int Offered, int Held)
{
    /// <summary>What is said before seats are asked for; null while nothing is.</summary>
    public LabelVersion? Label { get; init; }

    /// <summary>What the public learns of them: plenty (10 or more), few, full (list open) or closed; never a count.</summary>
    public string Band(Dialogue dialogue, DateTimeOffset now) => dialogue.IsOpen(now) ? Offering.AvailabilityAt(now) switch
    {
        Availability.TenOrMore => "plenty",
        Availability.FewerThanTen => "few",
        Availability.FullListOpen => "full",
        _ => "closed",
    } : "closed";
}

/// <summary>Dialogues with their seats.</summary>
internal static class DialoguesWithSeats
{
    public static async Task<List<(Dialogue Dialogue, Seats Seats)>> WithSeatsAsync(this EventsDb db, IQueryable<Dialogue> dialogues, CancellationToken stop)
    {
        var found = await dialogues.AsNoTracking().Include(dialogue => dialogue.Sessions).AsSplitQuery().ToListAsync(stop);
        var ids = found.ConvertAll(dialogue => dialogue.Id);
        var seats = await db.SeatsOfAsync(ids, stop);
        var labels = await db.LabelsAsync(ids, stop);
        return found.ConvertAll(dialogue => (dialogue, seats[dialogue.Id] with { Label = labels.GetValueOrDefault(dialogue.Id) }));
    }

    /// <summary>By dialogue; those that do not exist are left out.</summary>
    public static async Task<Dictionary<Guid, Seats>> SeatsOfAsync(this EventsDb db, List<Guid> dialogueIds, CancellationToken stop)
    {
        var kept = await db.Entries().Where(entry => dialogueIds.Contains(entry.OfferingId) && (entry.State == EntryState.Offered || entry.State == EntryState.Held))
            .GroupBy(entry => new { entry.OfferingId, entry.State })
            .Select(group => new { group.Key.OfferingId, group.Key.State, Seats = group.Sum(entry => entry.Seats) })
            .ToDictionaryAsync(group => (group.OfferingId, group.State), group => group.Seats, stop);
        return await db.Offerings().Where(offering => dialogueIds.Contains(offering.Id)).ToDictionaryAsync(
            offering => offering.Id,
            offering => new Seats(offering, kept.GetValueOrDefault((offering.Id, EntryState.Offered)), kept.GetValueOrDefault((offering.Id, EntryState.Held))), stop);
    }

    public static async Task<(Dialogue Dialogue, Seats Seats)?> FindWithSeatsAsync(this EventsDb db, Guid id, CancellationToken stop)
    {
        var found = await db.WithSeatsAsync(db.Dialogues.Where(dialogue => dialogue.Id == id), stop);
        return found.Count == 0 ? null : found[0];
    }
}
