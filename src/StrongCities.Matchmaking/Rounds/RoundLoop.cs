using StrongCities.Outbox;

namespace StrongCities.Matchmaking.Rounds;

/// <summary>Prepares rounds and ends them on their answer date by the database's clock; any replica does it, and a killed one's work is taken over.</summary>
internal sealed class RoundLoop(IServiceProvider services) : WorkLoop<MatchmakingDb, RoundWork>(services)
{
    // A round that never ends would hold everybody's place in it.
    protected override int TriesMax => int.MaxValue;

    protected override TimeSpan Lease => TimeSpan.FromMinutes(5);

    protected override Task WorkAsync(RoundWork row, MatchmakingDb db, CancellationToken stop) =>
        row.Deed == RoundWork.Prepare ? PrepareRound.RunAsync(db, row.RoundId, stop) : EndRound.RunAsync(db, row.RoundId, stop);
}
