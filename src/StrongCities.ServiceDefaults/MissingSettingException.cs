namespace StrongCities.ServiceDefaults;

/// <summary>A required setting was not given; the process ends with this one line.</summary>
/// <param name="name">Its name in configuration form, such as <c>ConnectionStrings:eventsdb</c>.</param>
public sealed class MissingSettingException(string name)
    : InvalidOperationException($"Missing setting: {name.Replace(":", "__", StringComparison.Ordinal)} (give it in the environment).")
{
    /// <summary>Prints one line and ends the process with status 78 (EX_CONFIG) when a setting is missing, instead of a stack trace.</summary>
    public static void EndProcessWithOneLine() => AppDomain.CurrentDomain.UnhandledException += (_, raised) =>
    {
        for (var error = raised.ExceptionObject as Exception; error is not null; error = error.InnerException)
        {
            if (error is MissingSettingException)
            {
                Console.Error.WriteLine(error.Message);
                Environment.Exit(78);
            }
        }
    };
}
