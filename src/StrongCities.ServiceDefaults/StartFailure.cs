using Microsoft.Extensions.Hosting;

namespace StrongCities.ServiceDefaults;

/// <summary>A process that cannot start for want of a setting says so in one line and ends with status 78 (EX_CONFIG of sysexits.h).</summary>
internal static class StartFailure
{
    public static void SayInOneLine(IHostEnvironment environment) => AppDomain.CurrentDomain.UnhandledException += (_, raised) =>
    {
        // InvalidOperationException is what our own start-up code throws; its words are ours and hold no value of a setting.
        if (raised.ExceptionObject is InvalidOperationException { TargetSite.Module.Name: var module } failure && module.StartsWith("StrongCities.", StringComparison.Ordinal))
        {
            Console.Error.WriteLine($"{environment.ApplicationName} cannot start: {failure.Message}");
            Environment.Exit(78);
        }
    };
}
