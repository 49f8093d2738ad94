using Npgsql;
using StrongCities.Faults.Harness;
using StrongCities.IntegrationTests;

namespace StrongCities.Faults.Naive;

/// <summary>The naive service under the load and the kills that the real one survives, before the same bookkeeping.</summary>
internal static class NaiveVariant
{
    private const string Database = "naivedb";

    /// <summary>What the books disagree about; the real service's are empty.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(LocalCopy copy, int replicas, int kills, bool killBroker)
    {
        await using (var server = await copy.ConnectAsync("postgres"))
        {
            await server.ExecuteAsync($"drop database if exists {Database} with (force)");
            await server.ExecuteAsync($"create database {Database}");
        }

        // Small dialogues: each has its own moment at which the last seat goes.
        var dialogues = Enumerable.Range(0, 40).Select(_ => Guid.NewGuid()).ToArray();
        await using (var database = await copy.ConnectAsync(Database))
        {
            await database.ExecuteAsync(
                """
                create table admission_offerings (id uuid primary key, capacity int not null, taken int not null);
                create table admission_entries (id uuid primary key, offering_id uuid not null, organization_id uuid not null, min_seats int not null, seats int not null, state int not null);
                create table admission_answers (caller uuid, key text, entry_id uuid);
                create table outbox (message_id uuid);
                create table mail_intents (id uuid primary key, kind text not null, about_id uuid not null, gathering_kind text not null default 'dialogue');
                """);
            await database.ExecuteAsync("insert into admission_offerings select id, 20, 0 from unnest($1) as id", dialogues);
        }

        var address = new NpgsqlConnectionStringBuilder(copy.Resource("postgres").ConnectionString) { Database = Database, MaxPoolSize = 20 }.ConnectionString;
        var services = new List<NaiveProcess>();
        try
        {
            for (var replica = 0; replica < replicas; replica++)
            {
                services.Add(await NaiveProcess.StartAsync(address, copy.Resource("messaging").ConnectionString!));
            }

            var person = Guid.NewGuid();
            // Everybody for the same dialogue at the same time, as when it opens.
            var wishes = dialogues.SelectMany(dialogue => Enumerable.Range(0, 40).Select(_ => new Wish(dialogue, Guid.NewGuid(), person, 1, 3)));
            var load = new RegistrationLoad(
                [.. services.Select(service => service.Client)], new Dictionary<Guid, string> { [person] = "nobody asks" }, wishes, callers: 16, pauseMillisecondsMax: 30);
            load.Start();
            for (var kill = 0; kill < kills; kill++)
            {
                await Task.Delay(Random.Shared.Next(500, 1200));
                await services[kill % services.Count].KillAndWaitAsync();
            }

            await Demand.EventuallyAsync(() => Task.FromResult(load.Acknowledged.Count > 400), "some dialogues are full", seconds: 60);
            if (killBroker)
            {
                await copy.KillAndWaitAsync("messaging");
                foreach (var service in services)
                {
                    await service.KillAndWaitAsync();
                }
            }

            await load.StopAsync();
            // What was heard is written down.
            await Task.Delay(3000);
            await using var books = await Bookkeeping.OpenAsync(copy, dialogues, load.Acknowledged, Database, Database);
            return await books.FindAsync();
        }
        finally
        {
            services.ForEach(service => service.Dispose());
        }
    }
}
