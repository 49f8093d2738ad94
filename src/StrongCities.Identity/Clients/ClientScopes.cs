namespace StrongCities.Identity.Clients;

/// <summary>What each service may ask for as itself: one scope opens one rpc of another service.</summary>
internal static class ClientScopes
{
    public const string Web = "web";

    /// <summary>What the site asks for on behalf of a person; it opens nothing, because what people may do is asked of Membership.</summary>
    public const string Person = "strongcities";

    private static readonly Dictionary<string, string[]> ByClient = new(StringComparer.Ordinal)
    {
        [Web] = ["membership.roles", Person],
        ["membership"] = ["membership.roles"],
        ["events"] = ["membership.roles", "membership.backfill", "membership.feed"],
        ["training"] = ["membership.roles", "membership.backfill", "membership.feed"],
        ["matchmaking"] = ["membership.roles", "membership.backfill", "membership.introductions"],
        ["notifications"] = ["membership.roles", "membership.contacts", "membership.application-mail", "membership.colleague-mail", "membership.suspension-mail", "registrations.mail", "matchmaking.mail", "identity.sign-in-mail"],
        ["operations"] = ["membership.roles"],
        ["identity"] = ["membership.roles", "membership.contacts", "membership.backfill"],
    };

    public static IEnumerable<string> Clients => ByClient.Keys;

    public static IEnumerable<string> All => ByClient.Values.SelectMany(scopes => scopes).Distinct(StringComparer.Ordinal);

    public static IReadOnlyList<string> Of(string client) => ByClient.TryGetValue(client, out var scopes) ? scopes : [];
}
