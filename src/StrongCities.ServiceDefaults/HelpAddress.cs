using Microsoft.Extensions.Configuration;

namespace StrongCities.ServiceDefaults;

/// <summary>Where a person answers; every page, error and mail names it.</summary>
public static class HelpAddress
{
    /// <summary>Setting <c>Help__Address</c>.</summary>
    public static string Of(IConfiguration configuration) => configuration["Help:Address"] is { Length: > 0 } given ? given : "help@example.org";
}
