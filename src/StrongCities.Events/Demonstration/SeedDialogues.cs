using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.Gatherings;
using StrongCities.Gatherings.Reports;
using StrongCities.Gatherings.Texts;
using StrongCities.ServiceDefaults;

namespace StrongCities.Events.Demonstration;

/// <summary>
/// Fictional dialogues of next year, for which nobody is registered, and one that was held, with its report, for whoever tries the platform: Development only, when asked for,
/// into a database without any.
/// </summary>
internal sealed class SeedDialogues(IServiceScopeFactory scopes, TimeProvider time, ILogger<SeedDialogues> log) : OnceAtStart(scopes, time, log)
{
    private const int TookPart = 9;
    private const int AgreedToBeNamed = 3;
    private const int SeatsEach = 2;

    protected override async Task RunAsync(IServiceProvider services, CancellationToken stop)
    {
        var db = services.GetRequiredService<EventsDb>();
        await AddAheadAsync(db, stop);
        await AddHeldAsync(db, stop);
    }

    private static async Task AddAheadAsync(EventsDb db, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        // One replica seeds.
        await db.Database.ExecuteSqlAsync($"LOCK TABLE gatherings IN SHARE ROW EXCLUSIVE MODE", stop);
        if (await db.Gatherings.AnyAsync(stop))
        {
            return;
        }

        var now = await db.NowAsync(stop);
        foreach (var content in DemonstrationDialogues.In(now.Year + 1))
        {
            await db.AddPublishedAsync(content, DemonstrationLabels.In(content.HostCity), now, stop);
        }

        await transaction.CommitAsync(stop);
    }

    /// <summary>Tried again until Membership's organizations have arrived. Those that nobody of the demonstration acts for took part: its people begin without registrations.</summary>
    private static async Task AddHeldAsync(EventsDb db, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.Database.ExecuteSqlAsync($"LOCK TABLE gatherings IN SHARE ROW EXCLUSIVE MODE", stop);
        var now = await db.NowAsync(stop);
        if (await db.Gatherings.AnyAsync(gathering => gathering.EndsAt < now, stop))
        {
            return;
        }

        var organizations = await db.MemberOrganizations.Where(member => !db.OrganizationRoles.Any(role => role.OrganizationId == member.Id))
            .OrderBy(member => member.Id).Take(TookPart).Select(member => member.Id).ToListAsync(stop);
        if (organizations.Count < TookPart)
        {
            throw new InvalidOperationException("Membership's organizations are not known yet.");
        }

        var content = DemonstrationDialogues.HeldIn(now.Year - 1);
        await db.AddPublishedAsync(content, DemonstrationLabels.In(content.HostCity), now.AddYears(-2), stop);
        var held = await db.Gatherings.SingleAsync(gathering => gathering.EndsAt < now, stop);
        foreach (var (organization, place) in organizations.Select((organization, place) => (organization, place)))
        {
            var entry = new Entry
            {
                Id = Guid.CreateVersion7(),
                OfferingId = held.Id,
                OrganizationId = organization,
                Track = "",
                Reference = BookingReference.New(),
                Sequence = place + 1,
                State = EntryState.Confirmed,
                MinSeats = 1,
                MaxSeats = SeatsEach,
                Seats = SeatsEach,
                Groups = [],
                People = [],
                Zone = held.TimeZone,
                RegisteredBy = Guid.NewGuid(),
                Version = 1,
                CreatedAt = held.StartsAt.AddMonths(-1),
                ChangedAt = held.StartsAt.AddMonths(-1),
            };
            db.Add(entry);
            if (place < AgreedToBeNamed)
            {
                db.Add(new NamedInReport { RegistrationId = entry.Id, At = entry.CreatedAt });
            }
        }

        db.Add(new Report { GatheringId = held.Id, Findings = Words.Read(DemonstrationDialogues.Findings)!, Version = 1, PublishedAt = held.EndsAt.AddDays(20) });
        await db.SaveChangesAsync(stop);
        // The ledger books nothing in the past.
        await db.Database.ExecuteSqlAsync($"UPDATE admission_offerings SET taken = {TookPart * SeatsEach}, last_sequence = {TookPart} WHERE id = {held.Id}", stop);
        await transaction.CommitAsync(stop);
    }
}
