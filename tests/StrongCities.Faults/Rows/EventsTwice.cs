using System.Diagnostics;
using System.Text.Json.Nodes;
using Grpc.Net.Client;
using StrongCities.Contracts.Gatherings;
using StrongCities.Faults.Harness;
using StrongCities.Faults.Naive;
using StrongCities.IntegrationTests;

namespace StrongCities.Faults.Rows;

/// <summary>Two processes of Events share the load until one is killed; control: two that count and then insert oversell.</summary>
internal static class EventsTwice
{
    public static async Task RunAsync(Scene scene)
    {
        var grpc = $"http://127.0.0.1:{NaiveProcess.FreePort()}";
        using var second = await StartAsync(scene.Copy, grpc);
        try
        {
            using var channel = GrpcChannel.ForAddress(grpc);
            await Demand.EventuallyAsync(
                async () =>
                {
                    try
                    {
                        await new Gatherings.GatheringsClient(channel).ListGatheringsAsync(new ListGatheringsRequest(), deadline: DateTime.UtcNow.AddSeconds(2));
                        return true;
                    }
                    catch (Grpc.Core.RpcException)
                    {
                        return false;
                    }
                },
                "the second process answers");
            await scene.UnderLoadAsync(
                async (_, _) =>
                {
                    await Task.Delay(5000);
                    second.Kill();
                    await second.WaitForExitAsync();
                    scene.Say("the second process killed");
                    await Task.Delay(2000);
                },
                stage => Task.FromResult<IReadOnlyList<Registrations.RegistrationsClient>>([stage.Client, new Registrations.RegistrationsClient(channel)]));
        }
        finally
        {
            if (!second.HasExited)
            {
                second.Kill();
                await second.WaitForExitAsync();
            }
        }

        var findings = await NaiveVariant.FindAsync(scene.Copy, replicas: 2, kills: 1, killBroker: false);
        Demand.That(findings.Any(finding => finding.StartsWith("seats do not add up", StringComparison.Ordinal)), "two that count and then insert are seen to oversell");
        scene.Say($"control: counted and then inserted, {findings.Count(finding => finding.StartsWith("seats do not add up", StringComparison.Ordinal))} of 40 dialogues are oversold");
    }

    /// <summary>The same program with the environment that the launcher gives it, on ports of its own.</summary>
    private static async Task<Process> StartAsync(LocalCopy copy, string grpc)
    {
        var file = Path.Combine(copy.Directory, "second-events.json");
        await LocalCopy.RunLauncherAsync("environment", "--directory", copy.Directory, "--output", file);
        var folder = Path.Combine(LocalCopy.Root, "src", "StrongCities.Events");
        var build = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "bin", build.Parent!.Name, build.Name, "StrongCities.Events.dll")]) { WorkingDirectory = folder };
        foreach (var (name, value) in JsonNode.Parse(await File.ReadAllTextAsync(file))!["events"]!.AsObject())
        {
            start.Environment[name] = value!.GetValue<string>();
        }

        start.Environment["Kestrel__Endpoints__grpc__Url"] = grpc;
        start.Environment["Kestrel__Endpoints__http__Url"] = $"http://127.0.0.1:{NaiveProcess.FreePort()}";
        start.Environment["Demonstration__Seed"] = "false";
        start.Environment["Logging__LogLevel__Default"] = "None";
        return Process.Start(start)!;
    }
}
