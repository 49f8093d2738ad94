using StrongCities.Contracts.Membership;
using StrongCities.Outbox;

namespace StrongCities.Matchmaking.Members;

/// <summary>An organization may take part, or no longer may.</summary>
internal sealed class KeepStandingConsumer(MatchmakingDb db, BackfillRequests<FillMembers> backfill) : FactConsumer<MatchmakingDb, OrganizationStandingChanged>(db)
{
    protected override async Task HandleAsync(OrganizationStandingChanged fact, FactContext context, CancellationToken stop)
    {
        if (!await Db.OrganizationFollowsAsync(fact.OrganizationId, fact.Version, stop))
        {
            backfill.RunSoon();
        }

        await Db.KeepStandingAsync(fact.OrganizationId, fact.Version, fact.Standing, stop);
    }
}
