using StrongCities.Matchmaking.Preferences;

namespace StrongCities.UnitTests.Matchmaking.Preferences;

public class HoursOfWeekTests
{
    private static readonly DateTimeOffset Winter = new(2027, 1, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_evening_in_Paris_is_an_afternoon_in_New_York()
    {
        var paris = HoursOfWeek.Of(["weekday-evening"], TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"), Winter);
        Assert.Equal(5 * 1, paris.Overlap(HoursOfWeek.Of(["weekday-morning"], TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), Winter)));
        Assert.Equal(5 * 3, paris.Overlap(HoursOfWeek.Of(["weekday-afternoon"], TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), Winter)));
        Assert.Equal(5 * 4, paris.Overlap(paris));
    }

    [Fact]
    public void In_the_weeks_between_the_two_changes_of_clocks_the_hours_follow_each_zones_own_rule()
    {
        // America is on summer time since 14 March 2027, Europe from 28 March.
        var between = new DateTimeOffset(2027, 3, 20, 12, 0, 0, TimeSpan.Zero);
        var paris = HoursOfWeek.Of(["weekday-evening"], TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"), between);
        Assert.Equal(5 * 4, paris.Overlap(HoursOfWeek.Of(["weekday-afternoon"], TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), between)));
    }

    [Fact]
    public void Hours_run_over_the_end_of_the_week()
    {
        var honolulu = HoursOfWeek.Of(["weekend"], TimeZoneInfo.FindSystemTimeZoneById("Pacific/Honolulu"), Winter);
        Assert.Equal(18, honolulu.Overlap(honolulu));
    }
}
