using System.Net;
using StrongCities.Web.Pages.Mail;

namespace StrongCities.UnitTests.Web.Pages;

public sealed class CheckMailLimitTests
{
    [Fact]
    public void One_network_asks_twenty_times_and_others_are_not_held_up_by_it()
    {
        using var limit = new CheckMailLimit();
        var source = IPAddress.Parse("192.0.2.7");
        Assert.All(Enumerable.Range(0, CheckMailLimit.QuestionsMax), _ => Assert.True(limit.Allows(source)));
        Assert.False(limit.Allows(source));
        Assert.False(limit.Allows(source.MapToIPv6()));
        Assert.True(limit.Allows(IPAddress.Parse("192.0.2.8")));
    }

    [Fact]
    public void All_addresses_of_one_IPv6_subscriber_are_one_source()
    {
        using var limit = new CheckMailLimit();
        Assert.All(Enumerable.Range(1, CheckMailLimit.QuestionsMax), host => Assert.True(limit.Allows(IPAddress.Parse($"2001:db8:1:2::{host:x}"))));
        Assert.False(limit.Allows(IPAddress.Parse("2001:db8:1:2:ffff::1")));
        Assert.True(limit.Allows(IPAddress.Parse("2001:db8:1:3::1")));
    }
}
