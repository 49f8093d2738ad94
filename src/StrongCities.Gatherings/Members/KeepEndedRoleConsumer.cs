using StrongCities.Contracts.Membership;
using StrongCities.Outbox;

namespace StrongCities.Gatherings.Members;

/// <summary>A person no longer acts for an organization in that role.</summary>
internal sealed class KeepEndedRoleConsumer(GatheringsDb db, BackfillRequests<FillMembers> backfill) : FactConsumer<GatheringsDb, OrganizationRoleEnded>(db)
{
    protected override async Task HandleAsync(OrganizationRoleEnded fact, FactContext context, CancellationToken stop)
    {
        if (!await Db.RoleFollowsAsync(fact.OrganizationId, fact.PersonId, fact.Role, fact.Version, stop))
        {
            backfill.RunSoon();
        }

        await Db.KeepRoleAsync(fact.OrganizationId, fact.PersonId, fact.Role, fact.Version, held: false, until: null, stop);
    }
}
