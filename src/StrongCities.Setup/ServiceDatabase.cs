using Microsoft.EntityFrameworkCore;
using StrongCities.Notifications;
using StrongCities.Outbox;

namespace StrongCities.Setup;

/// <summary>A service's database, named after it, and how its schema comes up to date.</summary>
internal sealed record ServiceDatabase(string Service, Func<string, DbContext> Open)
{
    public static readonly IReadOnlyList<ServiceDatabase> All =
    [
        new("notifications", connection => new NotificationsDb(DatabaseOptions.For<NotificationsDb>(connection))),
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
