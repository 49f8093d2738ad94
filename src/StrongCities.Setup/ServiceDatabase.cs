using Microsoft.EntityFrameworkCore;
using StrongCities.Events;
using StrongCities.Identity;
using StrongCities.Matchmaking;
using StrongCities.Membership;
using StrongCities.Notifications;
using StrongCities.Outbox;
using StrongCities.Training;
using StrongCities.Web.SignIn;

namespace StrongCities.Setup;

/// <summary>A service's database, named after it, and how its schema comes up to date.</summary>
internal sealed record ServiceDatabase(string Service, Func<string, DbContext> Open)
{
    public static readonly IReadOnlyList<ServiceDatabase> All =
    [
        new("identity", connection => new IdentityDb(DatabaseOptions.For<IdentityDb>(connection))),
        new("membership", connection => new MembershipDb(DatabaseOptions.For<MembershipDb>(connection))),
        new("events", connection => new EventsDb(DatabaseOptions.For<EventsDb>(connection))),
        new("training", connection => new TrainingDb(DatabaseOptions.For<TrainingDb>(connection))),
        new("matchmaking", connection => new MatchmakingDb(DatabaseOptions.For<MatchmakingDb>(connection))),
        new("notifications", connection => new NotificationsDb(DatabaseOptions.For<NotificationsDb>(connection))),
        new("web", connection => new WebDb(DatabaseOptions.For<WebDb>(connection))),
    ];

    public string Name => $"{Service}db";

    public string OwnerRole => $"{Service}_owner";

    public string RunningRole => Service;

    /// <summary>Migrates as the owner; a migration is one transaction, so one that is killed leaves the former schema.</summary>
    public async Task MigrateAsync(string administrator, CancellationToken cancellationToken)
    {
        await using var db = Open(PostgresServer.Administrative(administrator, Name, OwnerRole));
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(2));
        await db.Database.MigrateAsync(cancellationToken);
    }
}
