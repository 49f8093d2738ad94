using StrongCities.Gatherings.Members;

namespace StrongCities.UnitTests.Gatherings.Members;

public class OrganizationZoneTests
{
    [Theory]
    [InlineData("NO", "Europe/Oslo")]
    [InlineData("SK", "Europe/Bratislava")]
    [InlineData("fr", "Europe/Paris")]
    [InlineData("CA", "America/Toronto")]
    [InlineData("US", "America/Chicago")]
    [InlineData("", "Europe/London")]
    [InlineData("ZZ", "Europe/London")]
    public void A_country_names_the_zone_and_otherwise_the_host_does(string country, string zone) =>
        Assert.Equal(zone, OrganizationZone.Of(country, hostZone: "Europe/London"));

    [Fact]
    public void Every_zone_chosen_is_one_that_the_operating_system_knows() =>
        Assert.All(["CA", "US", "MX", "DE", "ES", "PT", "UA", "CY", "NO", "SE", "DK", "FI"], country => TimeZoneInfo.FindSystemTimeZoneById(OrganizationZone.Of(country, "nowhere")));
}
