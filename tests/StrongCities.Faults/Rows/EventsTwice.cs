using Grpc.Net.Client;
using StrongCities.Contracts.Gatherings;
using StrongCities.Faults.Harness;
using StrongCities.Faults.Naive;

namespace StrongCities.Faults.Rows;

/// <summary>Two processes of Events share the load until one is killed; control: two that count and then insert oversell.</summary>
internal static class EventsTwice
{
    public static async Task RunAsync(Scene scene)
    {
        await using (var second = await Replica.StartAsync(scene.Copy, "events"))
        {
            using var channel = GrpcChannel.ForAddress(second.Grpc);
            await scene.UnderLoadAsync(
                async (_, _) =>
                {
                    await Task.Delay(5000);
                    await second.KillAsync();
                    scene.Say("the second process killed");
                    await Task.Delay(2000);
                },
                stage => Task.FromResult<IReadOnlyList<Registrations.RegistrationsClient>>([stage.Client, new Registrations.RegistrationsClient(channel)]));
        }

        var findings = await NaiveVariant.FindAsync(scene.Copy, replicas: 2, kills: 1, killBroker: false);
        Demand.That(findings.Any(finding => finding.StartsWith("seats do not add up", StringComparison.Ordinal)), "two that count and then insert are seen to oversell");
        scene.Say($"control: counted and then inserted, {findings.Count(finding => finding.StartsWith("seats do not add up", StringComparison.Ordinal))} of 40 dialogues are oversold");
    }
}
