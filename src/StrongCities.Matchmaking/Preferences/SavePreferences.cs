using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts.Matchmaking;
using StrongCities.Matchmaking.Members;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Matchmaking.Preferences;

/// <summary>An organization says what it needs, offers and when it has time.</summary>
internal sealed class SavePreferences(MatchmakingDb db)
{
    public async Task<MemberOrganization> RunAsync(Guid personId, Wire.SavePreferencesRequest request, CancellationToken stop)
    {
        var organization = await db.OwnOrganizationAsync(personId, request.OrganizationId, stop);
        if (!organization.IsMember)
        {
            throw new RefusedException(PreferenceRefusals.NotMember);
        }

        if (BadAnswer(request) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        string[] needs = [.. request.Needs.Distinct()], offers = [.. request.Offers.Distinct()], hours = [.. request.Hours.Distinct()];
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO preferences AS known (organization_id, willing, needs, offers, hours, time_zone, capacity)
            VALUES ({organization.Id}, {request.Willing}, {needs}, {offers}, {hours}, {request.TimeZone}, {request.Capacity})
            ON CONFLICT (organization_id) DO UPDATE
            SET willing = excluded.willing, needs = excluded.needs, offers = excluded.offers, hours = excluded.hours,
                time_zone = excluded.time_zone, capacity = excluded.capacity
            """, stop);
        return organization;
    }

    /// <summary>The first answer that cannot be taken, or null.</summary>
    internal static Refusal? BadAnswer(Wire.SavePreferencesRequest request) =>
        request.Needs.Concat(request.Offers).Any(code => HelpVocabulary.Find(code) is null) ? PreferenceRefusals.HelpUnknown
        : Math.Max(request.Needs.Distinct().Count(), request.Offers.Distinct().Count()) > HelpPreferences.HelpMax ? PreferenceRefusals.TooMuchHelp
        : request.Hours.Any(part => !HoursOfWeek.Parts.ContainsKey(part)) ? PreferenceRefusals.HoursUnknown
        : request.TimeZone.Length > 64 || !TimeZoneInfo.TryFindSystemTimeZoneById(request.TimeZone, out _) ? PreferenceRefusals.ZoneUnknown
        : request.Capacity is < 1 or > HelpPreferences.CapacityMax ? PreferenceRefusals.CapacityOutOfRange
        : null;
}
