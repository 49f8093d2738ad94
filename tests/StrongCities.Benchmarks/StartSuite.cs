using System.Diagnostics;
using System.Globalization;
using StrongCities.IntegrationTests;

namespace StrongCities.Benchmarks;

/// <summary>P13. Starts by the launcher, after the build, of the build that this program belongs to; memory is what the kernel counts as the services' own share.</summary>
internal static class StartSuite
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(5);

    public static async Task<IReadOnlyList<Result>> RunAsync(int rounds)
    {
        List<double> first = [], second = [], memory = [];
        for (var round = 0; round < rounds; round++)
        {
            var directory = LocalCopy.FreshDirectory();
            first.Add(await SecondsAsync(directory, _ => Task.CompletedTask));
            second.Add(await SecondsAsync(directory, async copy =>
            {
                if (round == 0)
                {
                    await Task.Delay(IdleTime);
                    foreach (var service in copy.Services)
                    {
                        var bytes = ProportionalBytes(copy.Resource(service).Pid!.Value);
                        Console.WriteLine($"  {service,-14} {bytes / 1e6:0} MB");
                        memory.Add(bytes / 1e9);
                    }
                }
            }));
            Directory.Delete(directory, recursive: true);
            Console.WriteLine($"  started in {first[^1]:0.0} s, again in {second[^1]:0.0} s");
        }

        return
        [
            new("P13", "s", "<=75", [.. first], [], "ready after a first start, database and broker made"),
            new("P13", "s", "<=30", [.. second], [], "ready after a second start"),
            new("P13", "GB", "<=1.3", [memory.Sum()], [], $"proportional set size of {memory.Count} services after {IdleTime.TotalMinutes} idle minutes"),
        ];
    }

    private static async Task<double> SecondsAsync(string directory, Func<LocalCopy, Task> meanwhile)
    {
        var watch = Stopwatch.StartNew();
        await using var copy = await LocalCopy.StartInAsync(directory);
        var seconds = watch.Elapsed.TotalSeconds;
        await meanwhile(copy);
        return seconds;
    }

    private static double ProportionalBytes(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
