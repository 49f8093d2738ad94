using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Matchmaking.Members;
using StrongCities.ServiceDefaults.Callers;

namespace StrongCities.Matchmaking.Preferences;

internal sealed class PreferencesService(MatchmakingDb db, SavePreferences save, SetLimit setLimit) : Wire.Preferences.PreferencesBase
{
    [Authorize(Policies.Person)]
    public override async Task<Wire.OrganizationPreferences> GetPreferences(Wire.GetPreferencesRequest request, ServerCallContext context) =>
        await ShowAsync(await db.OwnOrganizationAsync(context.PersonId(), request.OrganizationId, context.CancellationToken), context.CancellationToken);

    [Authorize(Policies.Person)]
    public override async Task<Wire.OrganizationPreferences> SavePreferences(Wire.SavePreferencesRequest request, ServerCallContext context) =>
        await ShowAsync(await save.RunAsync(context.PersonId(), request, context.CancellationToken), context.CancellationToken);

    [Authorize(Policies.Person)]
    public override async Task<Wire.OrganizationPreferences> SetLimit(Wire.SetLimitRequest request, ServerCallContext context) =>
        await ShowAsync(await setLimit.RunAsync(context.PersonId(), request, context.CancellationToken), context.CancellationToken);

    [Authorize(Policies.Person)]
    public override async Task<Wire.OrganizationPreferences> ConfirmLimits(Wire.ConfirmLimitsRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var organization = await db.OwnOrganizationAsync(context.PersonId(), request.OrganizationId, stop);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO preferences AS known (organization_id, limits_confirmed_at) VALUES ({organization.Id}, now())
            ON CONFLICT (organization_id) DO UPDATE SET limits_confirmed_at = coalesce(known.limits_confirmed_at, now())
            """, stop);
        return await ShowAsync(organization, stop);
    }

    private async Task<Wire.OrganizationPreferences> ShowAsync(MemberOrganization organization, CancellationToken stop)
    {
        var preferences = await db.Preferences.AsNoTracking().SingleOrDefaultAsync(known => known.OrganizationId == organization.Id, stop)
            ?? new HelpPreferences { OrganizationId = organization.Id };
        var limits = await db.Limits.AsNoTracking().Where(limit => limit.OrganizationId == organization.Id)
            .Join(db.MemberOrganizations, limit => limit.OtherId, other => other.Id, (limit, other) => new { Limit = limit, other.PublicId })
            .OrderBy(row => row.Limit.Kind).ThenBy(row => row.PublicId).ToListAsync(stop);
        return new Wire.OrganizationPreferences
        {
            OrganizationId = organization.Id.ToString(),
            Kind = organization.Kind,
            Willing = preferences.Willing,
            Needs = { preferences.Needs },
            Offers = { preferences.Offers },
            Hours = { preferences.Hours },
            TimeZone = preferences.TimeZone,
            Capacity = preferences.Capacity,
            Themes = { organization.Themes },
            Languages = { organization.Languages },
            Limits = { limits.Select(row => new Wire.Limit { PublicId = row.PublicId.ToString("N"), Kind = row.Limit.Kind, AsksFirst = row.Limit.AsksFirst }) },
            LimitsConfirmed = preferences.LimitsConfirmedAt is not null,
        };
    }
}
