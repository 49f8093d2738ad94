using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Web.SignIn;

namespace StrongCities.Web.Maintenance;

/// <summary>
/// The command <c>maintenance &lt;from&gt; &lt;until&gt;</c> announces one in the place of any other; <c>maintenance end</c> takes it back or ends it;
/// <c>maintenance</c> alone says what is announced. Times with their distance from UTC, such as 2026-12-01T20:00+01:00.
/// </summary>
internal static class AnnounceMaintenance
{
    public const string Command = "maintenance";

    private const int Usage = 64;
    private const int LongestHours = 24;

    /// <summary>0, or 64 (EX_USAGE) for what cannot be read or makes no sense.</summary>
    public static async Task<int> RunAsync(IServiceProvider services, string[] arguments)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<WebDb>>().CreateDbContextAsync();
        var announced = await db.Maintenances.SingleOrDefaultAsync();
        switch (arguments)
        {
            case [_]:
                Console.WriteLine(announced is null ? "Nothing is announced." : Words(announced));
                return 0;
            case [_, "end"]:
                await db.Maintenances.ExecuteDeleteAsync();
                Console.WriteLine("Ended; every page knows within two seconds.");
                return 0;
            case [_, var from, var until] when Find(from) is { } starts && Find(until) is { } ends && ends > starts && ends > services.GetRequiredService<TimeProvider>().GetUtcNow():
                if (ends - starts > TimeSpan.FromHours(LongestHours))
                {
                    await Console.Error.WriteLineAsync($"A maintenance takes at most {LongestHours} hours.");
                    return Usage;
                }

                announced ??= db.Maintenances.Add(new AnnouncedMaintenance()).Entity;
                (announced.StartsAt, announced.EndsAt) = (starts, ends);
                await db.SaveChangesAsync();
                Console.WriteLine(Words(announced));
                return 0;
            default:
                await Console.Error.WriteLineAsync($"Usage: {Command} [<from> <until> | end], for example {Command} 2026-12-01T20:00+01:00 2026-12-01T21:00+01:00; the end lies in the future.");
                return Usage;
        }
    }

    private static string Words(AnnouncedMaintenance maintenance) =>
        string.Create(CultureInfo.InvariantCulture, $"Announced from {maintenance.StartsAt:yyyy-MM-dd HH:mm} to {maintenance.EndsAt:yyyy-MM-dd HH:mm} UTC: pages are read, nothing is taken.");

    // Without its distance from UTC a time would be read by the clock of whichever machine runs the command.
    private static DateTimeOffset? Find(string text) =>
        DateTimeOffset.TryParseExact(text, ["yyyy-MM-ddTHH:mmzzz", "yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-ddTHH:mm'Z'"], CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
