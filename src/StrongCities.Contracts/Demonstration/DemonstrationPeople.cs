namespace StrongCities.Contracts.Demonstration;

/// <summary>One plainly fictional person of the demonstration: fixed ids, an address at example.org, and what they may do.</summary>
/// <param name="NetworkRoles">staff, reviewer, decider, operator; empty for people of organizations.</param>
/// <param name="Organization">Key of the demonstration organization they act for, or null.</param>
/// <param name="OrganizationRole">elected, focal-point, practitioner or finance, or null.</param>
public sealed record DemonstrationPerson(
    Guid PersonId, string Name, string Email, string Language, string TimeZone, string Label,
    IReadOnlyList<string> NetworkRoles, string? Organization, string? OrganizationRole);

/// <summary>The people of the demonstration, shared by the services that seed them in Development.</summary>
public static class DemonstrationPeople
{
    /// <summary>How many members Membership's demonstration has: whoever needs them all waits for as many.</summary>
    public const int MembersCount = 35;

    /// <summary>City names are real places of the demonstration's map; every person is fictional.</summary>
    public static IReadOnlyList<DemonstrationPerson> All { get; } =
    [
        new(Id(1), "Nadia Lindqvist", "operator@example.org", "en", "Europe/Stockholm", "Operator", ["operator"], null, null),
        new(Id(2), "Tomás Rey", "staff@example.org", "en", "Europe/London", "Management unit (staff)", ["staff"], null, null),
        new(Id(3), "Ingrid Voll", "reviewer.europe@example.org", "en", "Europe/Oslo", "Reviewer, Europe", ["reviewer"], "oslo", "practitioner"),
        new(Id(4), "Marcus Hale", "reviewer.america@example.org", "en", "America/Denver", "Reviewer, North America", ["reviewer"], "denver", "practitioner"),
        new(Id(5), "Claire Aubert", "decider.europe@example.org", "fr", "Europe/Paris", "Decider, Europe", ["decider"], "strasbourg", "practitioner"),
        new(Id(6), "Daniela Ortiz", "decider.america@example.org", "en", "America/New_York", "Decider, North America", ["decider"], "columbus", "practitioner"),
        new(Id(7), "Maja Holm", "maja.holm@example.org", "en", "Europe/Copenhagen", "City officer, Aarhus", [], "aarhus", "focal-point"),
        new(Id(8), "Luc Tremblay", "luc.tremblay@example.org", "fr", "America/Toronto", "City officer, Montréal", [], "montreal", "focal-point"),
        new(Id(9), "Sofia Berg", "sofia.berg@example.org", "en", "Europe/Stockholm", "City officer, Malmö", [], "malmo", "focal-point"),
        new(Id(10), "Amina Diallo", "amina.diallo@example.org", "fr", "Europe/Paris", "CSO coordinator, Pont des Quartiers (fictional)", [], "pont-des-quartiers", "focal-point"),
        new(Id(11), "Peter Novak", "peter.novak@example.org", "en", "Europe/Bratislava", "City officer, Bratislava", [], "bratislava", "focal-point"),
        new(Id(12), "Grace Whitfield", "grace.whitfield@example.org", "en", "America/Denver", "City officer, Denver", [], "denver", "focal-point"),
    ];

    private static Guid Id(int number) => new($"00000000-0000-4000-8000-{number:D12}");
}
