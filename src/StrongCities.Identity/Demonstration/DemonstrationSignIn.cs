using StrongCities.Contracts.Demonstration;
using StrongCities.Identity.Pages;

namespace StrongCities.Identity.Demonstration;

/// <summary>Who can be signed in with one press, for the launcher's table.</summary>
internal sealed record DemonstrationSignIn(string Name, string Email, string Role)
{
    public static IEnumerable<DemonstrationSignIn> All => DemonstrationPeople.All.Select(person => new DemonstrationSignIn(person.Name, person.Email, person.Label));

    /// <summary>The person's label as the page says it; what follows the comma is a place or an organization.</summary>
    public static Phrase RoleOf(DemonstrationPerson person)
    {
        var parts = person.Label.Split(", ", 2);
        var role = French.TryGetValue(parts[0], out var words) ? words : throw new InvalidOperationException("A demonstration label has no French words.");
        return new Phrase(person.Label, parts.Length == 1 ? role : $"{role}, {French.GetValueOrDefault(parts[1], parts[1])}");
    }

    private static readonly Dictionary<string, string> French = new(StringComparer.Ordinal)
    {
        ["Operator"] = "Responsable de la plateforme",
        ["Management unit (staff)"] = "Équipe de coordination du réseau",
        ["Reviewer"] = "Instruction des demandes",
        ["Decider"] = "Décision sur les demandes",
        ["City officer"] = "Ville membre",
        ["CSO coordinator"] = "Association membre",
        ["North America"] = "Amérique du Nord",
        ["Pont des Quartiers (fictional)"] = "Pont des Quartiers (fictive)",
    };
}
