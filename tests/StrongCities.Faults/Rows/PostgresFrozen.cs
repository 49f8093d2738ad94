using StrongCities.Faults.Harness;

namespace StrongCities.Faults.Rows;

/// <summary>PostgreSQL keeps its connections and answers nothing: callers are told within their four seconds that it is not confirmed, and nothing is left hanging.</summary>
internal static class PostgresFrozen
{
    public static Task RunAsync(Scene scene) => scene.UnderLoadAsync(async (stage, load) =>
    {
        await Task.Delay(2000);
        stage.Copy.Pause("postgres");
        var before = load.Acknowledged.Count;
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(10));
            Demand.That(load.Indefinite.Count > 0, "callers are told that nothing is confirmed");
            Demand.That(load.Longest < TimeSpan.FromSeconds(5), $"no caller waits longer than the four seconds it grants (one waited {load.Longest.TotalSeconds:0.0} s)");
            scene.Say($"frozen for ten seconds: {load.Acknowledged.Count - before} acknowledged meanwhile");
        }
        finally
        {
            stage.Copy.Resume("postgres");
        }

        var resumed = load.Acknowledged.Count;
        await Demand.EventuallyAsync(() => Task.FromResult(load.Acknowledged.Count > resumed), "callers are acknowledged again", seconds: 30);
    });
}
