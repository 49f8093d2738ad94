using StrongCities.Membership.Organizations;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.People;

/// <summary>A person of the network: the only place where names and addresses of people are kept, credentials apart.</summary>
internal sealed class Person
{
    public static readonly string[] OfferedLanguages = ["en", "fr"];

    public Guid Id { get; init; }
    public string Name { get; set; } = "";

    /// <summary>Null for an operator whom only the identity provider knows.</summary>
    public string? Email { get; init; }

    /// <summary>The address in small letters: one address, one person.</summary>
    public string? EmailKey { get; init; }
    public string Language { get; set; } = "en";
    public string TimeZone { get; set; } = "";
    public long Version { get; set; } = 1;
    public DateTimeOffset RegisteredAt { get; init; }

    public static string KeyOf(string email) => email.Trim().ToLowerInvariant();

    public static Refusal? MayBeCalled(string name, string language, string timeZone) =>
        string.IsNullOrWhiteSpace(name) ? OrganizationRefusals.NameMissing
        : name.Trim().Length > Applications.Answers.NameMax ? OrganizationRefusals.NameTooLong
        : !OfferedLanguages.Contains(language) ? Applications.AnswerRefusals.LanguageUnknown
        : timeZone.Length > 0 && !IsTimeZone(timeZone) ? PeopleRefusals.TimeZoneUnknown : null;

    private static bool IsTimeZone(string zone) => zone == "UTC" || (zone.Contains('/') && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _));
}

/// <summary>That a person acts for the network in a role, for good or until an instant.</summary>
internal sealed class NetworkRole
{
    public static readonly string[] All = ["staff", "reviewer", "decider", "trainer", "operator"];

    public Guid PersonId { get; init; }
    public string Role { get; init; } = "";
    public long Version { get; set; } = 1;
    public DateTimeOffset GrantedAt { get; set; }
    public DateTimeOffset? Until { get; set; }
}
