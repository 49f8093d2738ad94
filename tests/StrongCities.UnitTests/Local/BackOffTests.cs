using StrongCities.Local;

namespace StrongCities.UnitTests.Local;

public sealed class BackOffTests
{
    [Fact]
    public void A_process_that_dies_at_once_is_started_again_later_each_time_up_to_thirty_seconds()
    {
        var backOff = new BackOff();

        var delays = Enumerable.Range(0, 9).Select(_ => backOff.AfterLifeOf(TimeSpan.Zero).TotalSeconds);

        Assert.Equal([0.5, 1, 2, 4, 8, 16, 30, 30, 30], delays);
    }

    [Fact]
    public void A_minute_of_life_makes_earlier_deaths_forgotten()
    {
        var backOff = new BackOff();
        for (var death = 0; death < 5; death++)
        {
            backOff.AfterLifeOf(TimeSpan.FromSeconds(59));
        }

        Assert.Equal(TimeSpan.FromSeconds(0.5), backOff.AfterLifeOf(TimeSpan.FromSeconds(60)));
        Assert.Equal(TimeSpan.FromSeconds(1), backOff.AfterLifeOf(TimeSpan.Zero));
    }
}
