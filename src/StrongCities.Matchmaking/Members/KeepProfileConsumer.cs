using StrongCities.Contracts.Membership;
using StrongCities.Outbox;

namespace StrongCities.Matchmaking.Members;

/// <summary>An organization's themes, languages, size or listing changed.</summary>
internal sealed class KeepProfileConsumer(MatchmakingDb db, BackfillRequests<FillMembers> backfill) : FactConsumer<MatchmakingDb, OrganizationProfileChanged>(db)
{
    protected override async Task HandleAsync(OrganizationProfileChanged fact, FactContext context, CancellationToken stop)
    {
        if (!await Db.ProfileFollowsAsync(fact.OrganizationId, fact.Version, stop))
        {
            backfill.RunSoon();
        }

        await Db.KeepProfileAsync(
            fact.OrganizationId, fact.Version, fact.PublicId, [.. fact.Themes], [.. fact.Languages], fact.Population, fact.Listing, stop);
    }
}
