using Grpc.Core;
using StrongCities.Contracts.Membership;
using StrongCities.Outbox;

namespace StrongCities.Gatherings.Members;

/// <summary>Copies Membership's present organizations and roles: facts of before this service's first start never reach its queue.</summary>
internal sealed class FillMembers(GatheringsDb db, MembershipBackfill.MembershipBackfillClient membership, TimeProvider time) : Backfill
{
    private static readonly TimeSpan StreamMax = TimeSpan.FromMinutes(5);

    public override async Task RunAsync(CancellationToken stop)
    {
        var deadline = time.GetUtcNow().UtcDateTime + StreamMax;
        using var organizations = membership.StreamOrganizations(new StreamOrganizationsRequest(), deadline: deadline, cancellationToken: stop);
        await foreach (var row in organizations.ResponseStream.ReadAllAsync(stop))
        {
            await db.KeepOrganizationAsync(Guid.Parse(row.OrganizationId), row.Version, row.Kind, row.Country, row.Region, row.Standing, stop);
        }

        using var roles = membership.StreamRoles(new StreamRolesRequest(), deadline: deadline, cancellationToken: stop);
        await foreach (var row in roles.ResponseStream.ReadAllAsync(stop))
        {
            await db.KeepRoleAsync(Guid.Parse(row.OrganizationId), Guid.Parse(row.PersonId), row.Role, row.Version, row.Held, row.Until?.ToDateTimeOffset(), stop);
        }
    }
}
