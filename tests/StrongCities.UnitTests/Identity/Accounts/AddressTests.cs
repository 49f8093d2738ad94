using StrongCities.Identity.Accounts;

namespace StrongCities.UnitTests.Identity.Accounts;

public sealed class AddressTests
{
    [Theory]
    [InlineData("maja@city.example", true)]
    [InlineData("élodie@mairie.example", true)]
    [InlineData("maja", false)]
    [InlineData("@city.example", false)]
    [InlineData("maja@", false)]
    [InlineData("maja@city", false)]
    [InlineData("maja@city.", false)]
    [InlineData("maja@.example", false)]
    [InlineData("ma ja@city.example", false)]
    [InlineData("maja@city.example\r\nBcc: x@y.example", false)]
    [InlineData("a@b@city.example", false)]
    public void An_address_has_one_at_sign_and_a_domain_and_nothing_that_could_break_a_mail_header(string address, bool wellFormed) =>
        Assert.Equal(wellFormed, Address.IsWellFormed(address));

    [Fact]
    public void Addresses_are_compared_without_regard_to_case_spaces_around_and_composition() =>
        Assert.Equal(Address.Normalize("Élodie@Mairie.example"), Address.Normalize("  e\u0301lodie@mairie.EXAMPLE "));
}
