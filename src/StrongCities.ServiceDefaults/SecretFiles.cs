using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace StrongCities.ServiceDefaults;

/// <summary>
/// Settings as files, one a setting, called like its environment variable (<c>ConnectionStrings__eventsdb</c>): an environment is printed by
/// many a tool, a file is not. The folder is <c>Secrets__Directory</c>, or the one in which systemd lays down what <c>LoadCredential</c> names.
/// </summary>
public static class SecretFiles
{
    /// <summary>Adds them over everything that was read before.</summary>
    /// <exception cref="InvalidOperationException"><c>Secrets__Directory</c> is not there.</exception>
    public static void AddSecretFiles(this IConfigurationBuilder configuration, string? given)
    {
        if (given is { Length: > 0 } && !Directory.Exists(given))
        {
            throw new InvalidOperationException("Setting Secrets__Directory names no folder.");
        }

        if ((given is { Length: > 0 } ? given : Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY")) is { } folder && Directory.Exists(folder))
        {
            configuration.AddKeyPerFile(folder, optional: false, reloadOnChange: false);
        }
    }

    internal static void AddSecretFiles(this WebApplicationBuilder builder) => builder.Configuration.AddSecretFiles(builder.Configuration["Secrets:Directory"]);
}
