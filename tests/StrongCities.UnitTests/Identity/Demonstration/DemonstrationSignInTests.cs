using StrongCities.Contracts.Demonstration;
using StrongCities.Identity.Demonstration;

namespace StrongCities.UnitTests.Identity.Demonstration;

public sealed class DemonstrationSignInTests
{
    [Fact]
    public void Everybody_s_role_has_French_words() =>
        Assert.All(DemonstrationPeople.All, person => Assert.NotEqual(person.Label, DemonstrationSignIn.RoleOf(person).French));

    [Fact]
    public void A_role_without_French_words_is_not_passed_over_in_English() =>
        Assert.Throws<InvalidOperationException>(() => DemonstrationSignIn.RoleOf(DemonstrationPeople.All[0] with { Label = "Harbour master, Europe" }));
}
