using StrongCities.Faults.Harness;

namespace StrongCities.Faults.Rows;

/// <summary>PostgreSQL dies twice under load; the pools find it again by themselves.</summary>
internal static class PostgresKilled
{
    public static Task RunAsync(Scene scene) => scene.UnderLoadAsync(async (stage, load) =>
    {
        for (var kill = 0; kill < 2; kill++)
        {
            await Task.Delay(2000);
            await stage.Copy.KillAndWaitAsync("postgres");
            scene.Say("PostgreSQL killed and back");
        }

        await Demand.EventuallyAsync(() => stage.Copy.CanSignInAsync(Stage.Registrant), "a person can sign in on the site", seconds: 30);
        // Otherwise nobody asked while it was away, and nothing was shown.
        Demand.That(load.Indefinite.Count > 0, "callers noticed");
    });
}
