using Microsoft.EntityFrameworkCore;
using StrongCities.Matchmaking.Members;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Matchmaking.Preferences;

/// <summary>An organization puts another on its never-match list or among its funders, or takes it off. The other never learns of it.</summary>
internal sealed class SetLimit(MatchmakingDb db)
{
    private const int LimitsMax = 200;

    public async Task<MemberOrganization> RunAsync(Guid personId, Wire.SetLimitRequest request, CancellationToken stop)
    {
        var organization = await db.OwnOrganizationAsync(personId, request.OrganizationId, stop);
        if (request.Kind is not (Limit.Never or Limit.Funder) || request.State is not ("on" or "off" or "asks-first")
            || (request.State == "asks-first" && request.Kind != Limit.Funder))
        {
            throw new RefusedException(PreferenceRefusals.LimitUnknown);
        }

        var other = Guid.TryParse(request.PublicId, out var publicId)
            ? await db.MemberOrganizations.AsNoTracking().SingleOrDefaultAsync(known => known.PublicId == publicId && known.Id != organization.Id, stop) : null;
        if (request.State == "off")
        {
            // What is on the list can be taken off, also after the directory stopped showing it.
            await db.Database.ExecuteSqlAsync(
                $"DELETE FROM limits WHERE organization_id = {organization.Id} AND other_id = {other?.Id ?? Guid.Empty} AND kind = {request.Kind}", stop);
            return organization;
        }

        if (other is not { IsListed: true })
        {
            throw new RefusedException(PreferenceRefusals.OtherUnknown);
        }

        if (request.Kind == Limit.Funder && (organization.Kind == "city" || other.Kind != "city"))
        {
            throw new RefusedException(PreferenceRefusals.FunderNotCity);
        }

        if (await db.Limits.CountAsync(limit => limit.OrganizationId == organization.Id, stop) >= LimitsMax)
        {
            throw new RefusedException(PreferenceRefusals.LimitsFull);
        }

        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO limits (organization_id, other_id, kind, asks_first)
            VALUES ({organization.Id}, {other.Id}, {request.Kind}, {request.State == "asks-first"})
            ON CONFLICT (organization_id, other_id, kind) DO UPDATE SET asks_first = excluded.asks_first
            """, stop);
        return organization;
    }
}
