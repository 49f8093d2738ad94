using StrongCities.Contracts.Membership;
using StrongCities.Outbox;

namespace StrongCities.Gatherings.Members;

/// <summary>An organization may register from now on.</summary>
internal sealed class KeepAdmittedOrganizationConsumer(GatheringsDb db, BackfillRequests<FillMembers> backfill) : FactConsumer<GatheringsDb, OrganizationAdmitted>(db)
{
    protected override async Task HandleAsync(OrganizationAdmitted fact, FactContext context, CancellationToken stop)
    {
        if (!await Db.OrganizationFollowsAsync(fact.OrganizationId, fact.Version, stop))
        {
            backfill.RunSoon();
        }

        await Db.KeepOrganizationAsync(fact.OrganizationId, fact.Version, fact.Kind, fact.Country, fact.Region, "member", stop);
    }
}
