namespace StrongCities.Matchmaking.Preferences;

/// <summary>What an organization told the matchmaking: whether it takes part, what it needs and offers, when it has time.</summary>
internal sealed class HelpPreferences
{
    public const int HelpMax = 6;
    public const int CapacityMax = 5;

    public required Guid OrganizationId { get; init; }
    public bool Willing { get; set; }

    /// <summary>Codes of the shared vocabulary.</summary>
    public string[] Needs { get; set; } = [];
    public string[] Offers { get; set; } = [];

    /// <summary>Parts of the week in <see cref="TimeZone"/>.</summary>
    public string[] Hours { get; set; } = [];
    public string TimeZone { get; set; } = "";

    /// <summary>Introductions at once.</summary>
    public int Capacity { get; set; } = 1;

    /// <summary>When somebody of the organization looked at the limits; nothing is suggested before.</summary>
    public DateTimeOffset? LimitsConfirmedAt { get; set; }
}

/// <summary>Whom an organization is not to be introduced to. Nobody else sees it; staff see how many there are in the whole network.</summary>
internal sealed class Limit
{
    public const string Never = "never";
    public const string Funder = "funder";

    public required Guid OrganizationId { get; init; }
    public required Guid OtherId { get; init; }

    /// <summary>never, or funder: a city that funds this CSO.</summary>
    public required string Kind { get; init; }

    /// <summary>The CSO asks to be introduced to its funder all the same.</summary>
    public bool AsksFirst { get; set; }
}
