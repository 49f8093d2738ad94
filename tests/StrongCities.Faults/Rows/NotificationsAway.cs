using StrongCities.Faults.Harness;

namespace StrongCities.Faults.Rows;

/// <summary>Nobody mails while people register; afterwards each has one mail, and none was lost or doubled.</summary>
internal static class NotificationsAway
{
    public static Task RunAsync(Scene scene) => scene.UnderLoadAsync(async (stage, load) =>
    {
        await stage.Copy.AskAsync("stop", "notifications");
        var mailsBefore = scene.Sink.Mails.Count;
        var before = load.Acknowledged.Count;
        await Demand.EventuallyAsync(() => Task.FromResult(load.Acknowledged.Count - before > 150), "people register all the same");
        Demand.That(scene.Sink.Mails.Count == mailsBefore, "nobody mails");
        scene.Say($"{load.Acknowledged.Count - before} registered while Notifications is away");
        await stage.Copy.AskAsync("start", "notifications");
        scene.Say("Notifications started");
    });
}
