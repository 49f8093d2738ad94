using StrongCities.Contracts.Demonstration;

namespace StrongCities.Identity.Demonstration;

/// <summary>Who can be signed in with one press, for the launcher's table.</summary>
internal sealed record DemonstrationSignIn(string Name, string Email, string Role)
{
    public static IEnumerable<DemonstrationSignIn> All => DemonstrationPeople.All.Select(person => new DemonstrationSignIn(person.Name, person.Email, person.Label));
}
