using StrongCities.Identity.Passwords;

namespace StrongCities.UnitTests.Identity.Passwords;

public sealed class PasswordThrottleTests
{
    [Fact]
    public void The_first_five_failures_cost_no_wait_and_each_further_one_doubles_it_up_to_a_quarter_of_an_hour()
    {
        Assert.All(Enumerable.Range(0, PasswordThrottle.FreeFailures), failures => Assert.Equal(0, PasswordThrottle.WaitSeconds(failures, 0)));
        Assert.Equal([2, 4, 8, 16], Enumerable.Range(PasswordThrottle.FreeFailures, 4).Select(failures => PasswordThrottle.WaitSeconds(failures, 0)));
        Assert.Equal(PasswordThrottle.WaitSecondsMax, PasswordThrottle.WaitSeconds(2000, 0));
    }

    [Fact]
    public void Waiting_is_enough() => Assert.Equal([2, 1, 0], new[] { 2.0, 3.0, 4.5 }.Select(waited => PasswordThrottle.WaitSeconds(6, waited)));
}
