using StrongCities.Faults.Harness;
using StrongCities.Faults.Naive;

namespace StrongCities.Faults.Rows;

/// <summary>Events dies with facts committed and not published; control: without the outbox the same kill loses mail.</summary>
internal static class EventsKilled
{
    public static async Task RunAsync(Scene scene)
    {
        await scene.UnderLoadAsync(async (stage, _) =>
        {
            await Task.Delay(1500);
            await stage.Copy.KillAndWaitAsync("events");
            scene.Say("Events killed and back");
            scene.Say($"Events killed with {await BetweenCommitAndPublishAsync(stage)} facts committed and not published, broker and Events back");
        });

        var findings = await NaiveVariant.FindAsync(scene.Copy, replicas: 1, kills: 2, killBroker: true);
        Demand.That(findings.Any(finding => finding.StartsWith("0 mail intents", StringComparison.Ordinal)), "the service without an outbox is seen to lose mail");
        scene.Say($"control: without an outbox {findings.Count(finding => finding.StartsWith("0 mail intents", StringComparison.Ordinal))} registrations lost their mail");
    }

    /// <summary>Facts committed while the broker is away cannot be published before Events dies; their number when it is dead.</summary>
    public static async Task<long> BetweenCommitAndPublishAsync(Stage stage)
    {
        var copy = stage.Copy;
        var brokerBack = copy.WaitUntilBackAsync("messaging", copy.Resource("messaging").Restarts);
        copy.Kill("messaging");
        await using var database = await copy.ConnectAsync("eventsdb");
        await Demand.EventuallyAsync(async () => (await database.ListAsync<long>("select count(*) from outbox"))[0] >= 5, "facts wait", seconds: 30);
        var eventsBack = copy.WaitUntilBackAsync("events", copy.Resource("events").Restarts);
        copy.Kill("events");
        var unpublished = (await database.ListAsync<long>("select count(*) from outbox"))[0];
        Demand.That(unpublished > 0, "facts were committed and not published when Events died");
        await Task.WhenAll(brokerBack, eventsBack);
        return unpublished;
    }
}
