using Microsoft.EntityFrameworkCore;
using StrongCities.Gatherings;

namespace StrongCities.Events.Demonstration;

/// <summary>Fictional dialogues of next year for whoever tries the platform: Development only, when asked for, into a database without any. Nobody is registered.</summary>
internal sealed class SeedDialogues(IServiceScopeFactory scopes, TimeProvider time, ILogger<SeedDialogues> log) : OnceAtStart(scopes, time, log)
{
    protected override async Task RunAsync(IServiceProvider services, CancellationToken stop)
    {
        var db = services.GetRequiredService<EventsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        // One replica seeds.
        await db.Database.ExecuteSqlAsync($"LOCK TABLE gatherings IN SHARE ROW EXCLUSIVE MODE", stop);
        if (await db.Gatherings.AnyAsync(stop))
        {
            return;
        }

        var now = await db.NowAsync(stop);
        foreach (var content in DemonstrationDialogues.In(now.Year + 1))
        {
            await db.AddPublishedAsync(content, DemonstrationLabels.In(content.HostCity), now, stop);
        }

        await transaction.CommitAsync(stop);
    }
}
