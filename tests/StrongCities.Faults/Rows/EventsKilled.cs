using StrongCities.Faults.Harness;
using StrongCities.Faults.Naive;

namespace StrongCities.Faults.Rows;

/// <summary>Events, then Training, dies with facts committed and not published; control: without the outbox the same kill loses mail.</summary>
internal static class EventsKilled
{
    public static async Task RunAsync(Scene scene)
    {
        foreach (var service in new[] { "events", "training" })
        {
            await scene.UnderLoadAsync(
                async (stage, _) =>
                {
                    await Task.Delay(1500);
                    await stage.Copy.KillAndWaitAsync(service);
                    scene.Say($"{service} killed and back");
                    scene.Say($"{service} killed with {await BetweenCommitAndPublishAsync(stage)} facts committed and not published, broker and it back");
                },
                service: service);
        }

        var findings = await NaiveVariant.FindAsync(scene.Copy, replicas: 1, kills: 2, killBroker: true);
        Demand.That(findings.Any(finding => finding.StartsWith("0 mail intents", StringComparison.Ordinal)), "the service without an outbox is seen to lose mail");
        scene.Say($"control: without an outbox {findings.Count(finding => finding.StartsWith("0 mail intents", StringComparison.Ordinal))} registrations lost their mail");
    }

    /// <summary>Facts committed while the broker is away cannot be published before the stage's service dies; their number when it is dead.</summary>
    public static async Task<long> BetweenCommitAndPublishAsync(Stage stage)
    {
        var copy = stage.Copy;
        var brokerBack = copy.WaitUntilBackAsync("messaging", copy.Resource("messaging").Restarts);
        copy.Kill("messaging");
        await using var database = await copy.ConnectAsync(stage.Database);
        await Demand.EventuallyAsync(async () => (await database.ListAsync<long>("select count(*) from outbox"))[0] >= 5, "facts wait", seconds: 30);
        var serviceBack = copy.WaitUntilBackAsync(stage.Service, copy.Resource(stage.Service).Restarts);
        copy.Kill(stage.Service);
        var unpublished = (await database.ListAsync<long>("select count(*) from outbox"))[0];
        Demand.That(unpublished > 0, "facts were committed and not published when the service died");
        await Task.WhenAll(brokerBack, serviceBack);
        return unpublished;
    }
}
