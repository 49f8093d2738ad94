using Microsoft.Extensions.Configuration;
using StrongCities.ServiceDefaults;

namespace StrongCities.Setup;

/// <summary>The administrators' logins, which no other process holds, and the password of each service.</summary>
internal sealed class SetupSettings(IConfiguration configuration)
{
    public string Postgres { get; } = Required(configuration, "ConnectionStrings:postgres");

    public Uri Messaging { get; } = new(Required(configuration, "ConnectionStrings:messaging"));

    public Uri MessagingManagement { get; } = new(Required(configuration, "Messaging:Management"));

    public static SetupSettings FromEnvironment()
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables();
        environment.AddSecretFiles(Environment.GetEnvironmentVariable("Secrets__Directory"));
        return new SetupSettings(environment.Build());
    }

    public string PasswordOf(string service) => Required(configuration, $"Passwords:{service}");

    private static string Required(IConfiguration configuration, string name) =>
        configuration[name] is { Length: > 0 } value
            ? value
            : throw new SetupException($"Missing setting: {name.Replace(":", "__", StringComparison.Ordinal)} (give it in the environment).");
}

/// <summary>Setup cannot go on; the message is one line for whoever runs it and holds no password.</summary>
internal sealed class SetupException(string message) : Exception(message);
