using System.Diagnostics;
using StrongCities.Faults.Harness;
using StrongCities.Faults.Rows;
using Xunit.Abstractions;

namespace StrongCities.EndToEndTests.Faults;

/// <summary>
/// Servers and services killed under a load of registrations (RELIABILITY.md, I1-I4, I6 and I7). The checks themselves are held against copies of
/// the books with one fault of each kind.
/// </summary>
[Collection("platform")]
public sealed class RegistrationsUnderFaultsTests(Platform platform, ITestOutputHelper output) : IAsyncLifetime
{
    // The seats of the three run out at different moments of the load.
    private static readonly int[] Capacities = [40, 100, 200];

    private Stage? _stage;

    public async Task InitializeAsync() => _stage = await Stage.SetAsync(platform.Copy, organizations: 300);

    public async Task DisposeAsync() => await _stage!.DisposeAsync();

    [Fact]
    public async Task Killing_Events_the_broker_the_database_and_Notifications_under_load_loses_doubles_and_oversells_nothing()
    {
        var stage = _stage!;
        var watch = Stopwatch.StartNew();
        var dialogues = await stage.PublishGatheringsAsync(Capacities);
        var load = stage.Load(dialogues);
        load.Start();

        for (var kills = 0; kills < 2; kills++)
        {
            await Task.Delay(Random.Shared.Next(300, 1500));
            await platform.Copy.KillAndWaitAsync("events");
        }

        Say(watch, load, "Events killed twice");
        var unpublished = await EventsKilled.BetweenCommitAndPublishAsync(stage);
        Say(watch, load, $"broker killed, Events killed with {unpublished} facts committed and not published");
        await platform.Copy.KillAndWaitAsync("postgres");
        Say(watch, load, "database killed");
        await Task.Delay(Random.Shared.Next(300, 1500));
        await platform.Copy.KillAndWaitAsync("notifications");
        Say(watch, load, "Notifications killed");
        await Task.Delay(1000);
        await load.StopAsync();
        Say(watch, load, $"load over; asked again after {string.Join(", ", load.Indefinite.Select(status => $"{status.Value} x {status.Key}"))}");

        Assert.Empty(load.Refused);
        var retried = load.Acknowledged.Where(told => told.Tries > 1).ToList();
        Assert.NotEmpty(retried);
        Assert.Equal(retried.Select(told => told.Registration), await Task.WhenAll(retried.Select(told => load.AskAgainAsync(told.Wish))));
        // Otherwise nothing was there to be oversold.
        Assert.True(load.Acknowledged.Where(told => told.Wish.Gathering == dialogues[0]).Sum(told => told.Wish.MaxSeats) > Capacities[0]);

        using var deadLetters = new DeadLetters(platform.Copy);
        var deadQueues = await deadLetters.QueuesAsync();
        Assert.NotEmpty(deadQueues);
        await using var books = await stage.BooksAsync(dialogues, load.Acknowledged);
        var findings = await Stage.SettledAsync(books);
        Assert.True(findings.Count == 0, $"{findings.Count} findings:\n{string.Join('\n', findings)}\nUnread: {string.Join(", ", await deadLetters.BacklogAsync())}");
        Assert.Empty(await deadLetters.FindAsync(deadQueues));
        Say(watch, load, "books right");

        await stage.TheChecksFindEachFaultAsync(dialogues, load.Acknowledged);
        await deadLetters.PutAsync(deadQueues[0]);
        Assert.Single(await deadLetters.FindAsync(deadQueues, takeAway: true));
        Say(watch, load, "every fault made on a copy found");

        // A service that was idle meanwhile finds its connections dead at its first use; the next person is served.
        var tries = 0;
        Assert.True(await Platform.EventuallyAsync(
            () =>
            {
                tries++;
                return platform.Copy.CanSignInAsync(Stage.Registrant);
            },
            signedIn => signedIn));
        Say(watch, load, $"a person signed in on the site, try {tries}");
    }

    [Fact]
    public async Task Killing_Training_under_load_loses_doubles_and_oversells_nothing()
    {
        await using var stage = await Stage.SetAsync(platform.Copy, organizations: 150, service: "training");
        var watch = Stopwatch.StartNew();
        var cohorts = await stage.PublishGatheringsAsync(20, 60);
        var load = stage.Load(cohorts);
        load.Start();
        await Task.Delay(Random.Shared.Next(300, 1500));
        await platform.Copy.KillAndWaitAsync("training");
        var unpublished = await EventsKilled.BetweenCommitAndPublishAsync(stage);
        Say(watch, load, $"Training killed twice, the second time with {unpublished} facts committed and not published");
        await Task.Delay(1000);
        await load.StopAsync();

        Assert.Empty(load.Refused);
        var retried = load.Acknowledged.Where(told => told.Tries > 1).ToList();
        Assert.NotEmpty(retried);
        Assert.Equal(retried.Select(told => told.Registration), await Task.WhenAll(retried.Select(told => load.AskAgainAsync(told.Wish))));
        Assert.True(load.Acknowledged.Where(told => told.Wish.Gathering == cohorts[0]).Sum(told => told.Wish.MaxSeats) > 20, "Nothing was there to be oversold.");
        await using var books = await stage.BooksAsync(cohorts, load.Acknowledged);
        Assert.Empty(await Stage.SettledAsync(books));
        await stage.TheChecksFindEachFaultAsync(cohorts, load.Acknowledged);
        Say(watch, load, "books right, every fault made on a copy found");
    }

    private void Say(Stopwatch watch, RegistrationLoad load, string what) =>
        output.WriteLine($"{watch.Elapsed.TotalSeconds,5:0.0} s, {load.Acknowledged.Count} acknowledged: {what}");
}
