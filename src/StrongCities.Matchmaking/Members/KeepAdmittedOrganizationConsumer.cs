using StrongCities.Contracts.Membership;
using StrongCities.Outbox;

namespace StrongCities.Matchmaking.Members;

/// <summary>An organization may take part from now on.</summary>
internal sealed class KeepAdmittedOrganizationConsumer(MatchmakingDb db, BackfillRequests<FillMembers> backfill) : FactConsumer<MatchmakingDb, OrganizationAdmitted>(db)
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
