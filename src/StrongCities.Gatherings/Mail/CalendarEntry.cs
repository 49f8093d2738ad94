using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;

namespace StrongCities.Gatherings.Mail;

/// <summary>The identity of a registration in people's calendars: random, because strangers see it and a time-ordered one would say when somebody registered.</summary>
internal sealed class CalendarEntry
{
    public required Guid RegistrationId { get; init; }
    public required Guid Uid { get; init; }
}

/// <summary>What makes a calendar programme know an entry again, by mail and by feed.</summary>
internal static class CalendarEntries
{
    /// <summary>The UIDs of registrations, made when first asked for.</summary>
    public static async Task<Dictionary<Guid, Guid>> CalendarUidsAsync(this GatheringsDb db, Guid[] registrationIds, CancellationToken stop)
    {
        // In one order, so that two readers at once wait for each other and not crosswise.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO calendar_entries (registration_id, uid) SELECT id, gen_random_uuid() FROM unnest({registrationIds}) AS id ORDER BY id
            ON CONFLICT (registration_id) DO NOTHING
            """, stop);
        return await db.CalendarEntries.Where(calendar => registrationIds.Contains(calendar.RegistrationId))
            .ToDictionaryAsync(calendar => calendar.RegistrationId, calendar => calendar.Uid, stop);
    }

    /// <summary>Rises with every change that a calendar follows: it raises one of the two versions, and both only rise.</summary>
    public static int CalendarSequence(this Entry entry, Gathering gathering) => (int)(entry.Version + gathering.Version);
}
