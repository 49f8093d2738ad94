using System.Diagnostics;
using StrongCities.Setup;

// Runs before every service and ends: databases, logins, broker users, migrations. Safe to run again and by several at once.
using var interrupted = new CancellationTokenSource(TimeSpan.FromMinutes(5));
Console.CancelKeyPress += (_, press) => { press.Cancel = true; interrupted.Cancel(); };

var started = Stopwatch.GetTimestamp();
try
{
    var settings = SetupSettings.FromEnvironment();
    if (args.Length > 0)
    {
        return await Mending.RunAsync(args, settings, interrupted.Token);
    }

    await using var postgres = await PostgresServer.ConnectAsync(settings.Postgres, interrupted.Token);
    foreach (var database in ServiceDatabase.All)
    {
        await postgres.CreateAsync(database, settings.PasswordOf(database.Service), interrupted.Token);
        await database.MigrateAsync(settings.Postgres, interrupted.Token);
        await postgres.GrantAsync(database, interrupted.Token);
        Console.WriteLine($"{database.Name} is ready.");
    }

    using var broker = new BrokerAdministration(settings.Messaging, settings.MessagingManagement);
    foreach (var service in BrokerAdministration.Services)
    {
        await broker.CreateUserAsync(service, settings.PasswordOf(service), interrupted.Token);
    }

    Console.WriteLine($"Set up in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s.");
    return 0;
}
catch (SetupException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
