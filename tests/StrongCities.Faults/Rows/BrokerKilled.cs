using StrongCities.Faults.Harness;

namespace StrongCities.Faults.Rows;

/// <summary>RabbitMQ dies under load: registering goes on without it, facts wait, mail follows.</summary>
internal static class BrokerKilled
{
    public static Task RunAsync(Scene scene) => scene.UnderLoadAsync(async (stage, load) =>
    {
        await Task.Delay(2000);
        var back = stage.Copy.WaitUntilBackAsync("messaging", stage.Copy.Resource("messaging").Restarts);
        stage.Copy.Kill("messaging");
        var before = load.Acknowledged.Count;
        await Task.Delay(2000);
        Demand.That(load.Acknowledged.Count > before, "callers are acknowledged without the broker");
        scene.Say($"{load.Acknowledged.Count - before} acknowledged while the broker is away");
        await back;
        scene.Say("RabbitMQ back");
    });
}
