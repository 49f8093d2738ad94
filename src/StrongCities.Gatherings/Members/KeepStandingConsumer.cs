using StrongCities.Contracts.Membership;
using StrongCities.Outbox;

namespace StrongCities.Gatherings.Members;

/// <summary>An organization may register, or no longer may.</summary>
internal sealed class KeepStandingConsumer(GatheringsDb db, BackfillRequests<FillMembers> backfill) : FactConsumer<GatheringsDb, OrganizationStandingChanged>(db)
{
    protected override async Task HandleAsync(OrganizationStandingChanged fact, FactContext context, CancellationToken stop)
    {
        if (!await Db.OrganizationFollowsAsync(fact.OrganizationId, fact.Version, stop))
        {
            backfill.RunSoon();
        }

        await Db.KeepStandingAsync(fact.OrganizationId, fact.Version, fact.Standing, stop);
        if (GoneOrganizations.IsGone(fact.Standing))
        {
            Db.Add(new SeatsToGiveBack { OrganizationId = fact.OrganizationId });
        }
    }
}
