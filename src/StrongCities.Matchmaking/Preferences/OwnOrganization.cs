using Microsoft.EntityFrameworkCore;
using StrongCities.Matchmaking.Members;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Matchmaking.Preferences;

/// <summary>An organization for somebody who acts for it; for everybody else it does not exist.</summary>
internal static class OwnOrganization
{
    /// <summary>Refuses with: organization-unknown.</summary>
    public static async Task<MemberOrganization> OwnOrganizationAsync(this MatchmakingDb db, Guid personId, string organizationId, CancellationToken stop) =>
        (Guid.TryParse(organizationId, out var id) && await db.ActsForAsync(personId, id, stop)
            ? await db.MemberOrganizations.AsNoTracking().SingleOrDefaultAsync(known => known.Id == id, stop) : null)
        ?? throw new RefusedException(PreferenceRefusals.OrganizationUnknown);
}
