namespace StrongCities.UnitTests.Web.SignIn;

public sealed class SafeReturnTests
{
    [Theory]
    [InlineData("/fr/dialogues?page=2")]
    [InlineData("/en/")]
    public void An_address_of_this_site_is_returned_to(string address) => Assert.Equal(address, StrongCities.Web.SignIn.SignIn.SafeReturn(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/en/\r\nSet-Cookie: a=b")]
    public void An_address_elsewhere_is_not(string? address) => Assert.Null(StrongCities.Web.SignIn.SignIn.SafeReturn(address));
}
