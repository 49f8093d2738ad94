using StrongCities.Local.Native;

namespace StrongCities.Local;

/// <summary>Installs what the tests need, then runs them all.</summary>
internal static class TestRun
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var rest = arguments.TestArguments.Where(argument => argument != "--no-install").ToArray();
        if (!await Installation.EnsureAsync(Installation.ForTests, mayInstall: rest.Length == arguments.TestArguments.Count))
        {
            return 2;
        }

        string[] test = ["test", "StrongCities.sln", "--configuration", Repository.Configuration, .. rest];
        Console.WriteLine($"dotnet {string.Join(' ', test)}");
        return await Tool.ShowAsync(
            Repository.Root, new Dictionary<string, string> { ["STRONGCITIES_TEST_RUN"] = "prepared" }, Repository.Dotnet, test);
    }
}
