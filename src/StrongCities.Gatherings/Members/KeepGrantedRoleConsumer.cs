using StrongCities.Contracts.Membership;
using StrongCities.Outbox;

namespace StrongCities.Gatherings.Members;

/// <summary>A person acts for an organization from now on.</summary>
internal sealed class KeepGrantedRoleConsumer(GatheringsDb db, BackfillRequests<FillMembers> backfill) : FactConsumer<GatheringsDb, OrganizationRoleGranted>(db)
{
    protected override async Task HandleAsync(OrganizationRoleGranted fact, FactContext context, CancellationToken stop)
    {
        if (!await Db.RoleFollowsAsync(fact.OrganizationId, fact.PersonId, fact.Role, fact.Version, stop))
        {
            backfill.RunSoon();
        }

        await Db.KeepRoleAsync(fact.OrganizationId, fact.PersonId, fact.Role, fact.Version, held: true, fact.Until, stop);
    }
}
