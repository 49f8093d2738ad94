using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts.Demonstration;
using StrongCities.Matchmaking.Preferences;

namespace StrongCities.Matchmaking.Demonstration;

/// <summary>
/// Invented needs and offers for whoever tries the platform: Development only, when asked for, into a database without any. The demonstration's people
/// whose organizations take part are three pairs that fit; the other members are only there to be possible.
/// </summary>
internal sealed class SeedPreferences(IServiceScopeFactory scopes, TimeProvider time, ILogger<SeedPreferences> log) : BackgroundService
{
    // A quarter as many terms as members, so that five of them fit any one.
    private static readonly string[] Common = ["youth-work", "school-programmes", "mediation", "training-staff", "funding", "local-strategy"];

    private static readonly (string City, string Other, string[] Needs, string[] Offers)[] Pairs =
    [
        ("aarhus", "pont-des-quartiers", ["mediation", "school-programmes", "youth-work"], ["training-staff", "funding", "local-strategy"]),
        ("montreal", "malmo", ["training-staff", "mediation", "funding"], ["youth-work", "local-strategy", "school-programmes"]),
        ("bratislava", "denver", ["local-strategy", "youth-work", "training-staff"], ["mediation", "school-programmes", "funding"]),
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var added = false;
        while (!stoppingToken.IsCancellationRequested && !added)
        {
            try
            {
                added = await RunAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The database may come up after this process does.
                Log.Failed(log, failure.GetType().Name, null);
            }

            await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> RunAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MatchmakingDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        // One replica seeds.
        await db.Database.ExecuteSqlAsync($"LOCK TABLE preferences IN SHARE ROW EXCLUSIVE MODE", stop);
        if (await db.Preferences.AnyAsync(stop))
        {
            return true;
        }

        // Before the copy of Membership's rows is complete some would be left out; it may be filled before Membership has seeded, and then grows fact by fact.
        if (await db.MemberOrganizations.CountAsync(stop) < DemonstrationPeople.MembersCount)
        {
            return false;
        }

        var people = DemonstrationPeople.All.Where(person => person is { Organization: not null, OrganizationRole: "focal-point" }).ToDictionary(person => person.PersonId, person => person.Organization!);
        var ids = people.Keys.ToList();
        var roles = await db.OrganizationRoles.Where(role => ids.Contains(role.PersonId)).ToListAsync(stop);
        if (roles.Count < people.Count)
        {
            return false;
        }

        var keys = roles.ToDictionary(role => role.OrganizationId, role => people[role.PersonId]);
        var members = await db.MemberOrganizations.Where(known => known.Standing == "member").OrderBy(known => known.PublicId).ToListAsync(stop);
        var now = await db.NowAsync(stop);
        for (var number = 0; number < members.Count; number++)
        {
            var (needs, offers, willing) = Of(keys.GetValueOrDefault(members[number].Id), number);
            db.Add(new HelpPreferences
            {
                OrganizationId = members[number].Id,
                Willing = willing,
                Needs = needs,
                Offers = offers,
                Hours = ["weekday-morning", "weekday-afternoon"],
                TimeZone = members[number].Region == "europe" ? "Europe/Paris" : "America/New_York",
                LimitsConfirmedAt = now,
            });
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return true;
    }

    private static (string[] Needs, string[] Offers, bool Willing) Of(string? key, int number)
    {
        foreach (var (city, other, needs, offers) in Pairs)
        {
            if (key == city)
            {
                return (needs, offers, true);
            }

            if (key == other)
            {
                return (offers, needs, true);
            }
        }

        return ([Common[number % Common.Length]], [Common[(number + 1) % Common.Length], Common[(number + 2) % Common.Length]], false);
    }

    private static class Log
    {
        public static readonly Action<ILogger, string, Exception?> Failed = LoggerMessage.Define<string>(
            LogLevel.Warning, new EventId(1, "SeedFailed"), "The demonstration's needs and offers could not be added yet ({ErrorType}); tried again");
    }
}
