using System.Text.RegularExpressions;
using StrongCities.Outbox;

namespace StrongCities.UnitTests.Outbox;

public sealed class BrokerPermissionsTests
{
    private readonly BrokerPermissions events = BrokerPermissions.For("events");

    [Theory]
    [InlineData("events-project-organization", true, true, true)]
    [InlineData("events-project-organization_dead", true, true, true)]
    [InlineData("StrongCities.Contracts.Gatherings:SeatsFreed", true, true, true)]
    [InlineData("StrongCities.Contracts.Membership:OrganizationAdmitted", true, false, true)]
    [InlineData("notifications-send-confirmation", false, false, false)]
    [InlineData("notevents-anything", false, false, false)]
    [InlineData("StrongCitiesXContracts.Gatherings:SeatsFreed", false, false, false)]
    [InlineData("amq.topic", false, false, false)]
    public void A_service_touches_its_own_queues_and_writes_its_own_facts_only(string name, bool configure, bool write, bool read) =>
        Assert.Equal(
            (configure, write, read),
            (Regex.IsMatch(name, events.Configure), Regex.IsMatch(name, events.Write), Regex.IsMatch(name, events.Read)));
}
