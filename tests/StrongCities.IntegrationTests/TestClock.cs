using StrongCities.Local.Native;

namespace StrongCities.IntegrationTests;

/// <summary>The clock of the processes that are started with its <see cref="Environment"/>; a test moves it.</summary>
public sealed class TestClock : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("strongcities-clock-");

    private TestClock()
    {
    }

    public IReadOnlyDictionary<string, string> Environment { get; private set; } = new Dictionary<string, string>();

    private string File => Path.Combine(_folder.FullName, "clock");

    /// <summary>A clock that is off by so much, such as +11m, -10m or +0.</summary>
    public static async Task<TestClock> StartAsync(string offset = "+0")
    {
        var clock = new TestClock();
        await System.IO.File.WriteAllTextAsync(clock.File, offset);
        clock.Environment = MovedClock.Environment(await MovedClock.BuildAsync(clock._folder.FullName), clock.File).ToDictionary(setting => setting.Name, setting => setting.Value);
        return clock;
    }

    /// <summary>Moves it; each process looks five times a second.</summary>
    public async Task MoveAsync(string offset)
    {
        await System.IO.File.WriteAllTextAsync(File, offset);
        await Task.Delay(TimeSpan.FromSeconds(0.5));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
