using StrongCities.Gatherings.Texts;
using CsCheck;
using StrongCities.Gatherings;

namespace StrongCities.UnitTests.Gatherings.Gatherings;

public class WallTimeTests
{
    private static readonly string[] Zones = ["Europe/Oslo", "America/Denver", "America/St_Johns", "Europe/London", "Pacific/Chatham"];

    [Theory]
    [InlineData("Europe/Oslo", "2027-01-21T15:00", "2027-01-21T14:00:00Z")]
    [InlineData("Europe/Oslo", "2027-06-21T15:00", "2027-06-21T13:00:00Z")]
    [InlineData("America/Denver", "2027-01-21T15:00", "2027-01-21T22:00:00Z")]
    [InlineData("America/Denver", "2027-06-21T15:00", "2027-06-21T21:00:00Z")]
    // Two weeks in March and one in autumn only one continent has changed its clocks.
    [InlineData("America/Denver", "2027-03-20T09:00", "2027-03-20T15:00:00Z")]
    [InlineData("Europe/Oslo", "2027-03-20T09:00", "2027-03-20T08:00:00Z")]
    [InlineData("America/Toronto", "2027-11-03T09:00", "2027-11-03T13:00:00Z")]
    [InlineData("Europe/Bratislava", "2027-11-03T09:00", "2027-11-03T08:00:00Z")]
    public void A_wall_time_is_the_instant_of_its_zone_on_that_day(string zone, string local, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant), Instant(zone, local));

    [Theory]
    [InlineData("Europe/Oslo", "2027-03-28T02:30")]
    [InlineData("America/Denver", "2027-03-14T02:30")]
    public void A_time_that_the_clocks_skip_does_not_exist(string zone, string local) => Assert.Null(Instant(zone, local));

    [Theory]
    [InlineData("Europe/Oslo", "2027-10-31T02:30", "2027-10-31T00:30:00Z")]
    [InlineData("America/Denver", "2027-11-07T01:30", "2027-11-07T07:30:00Z")]
    public void Of_a_time_that_comes_twice_the_earlier_is_meant(string zone, string local, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant), Instant(zone, local));

    [Theory]
    [InlineData("Europe/Nowhere")]
    [InlineData("CET")]
    [InlineData("+01:00")]
    [InlineData("")]
    public void Only_a_place_names_a_zone(string name) => Assert.Null(WallTime.Zone(name));

    [Theory]
    [InlineData("2027-02-30T10:00")]
    [InlineData("2027-01-21T15:00Z")]
    [InlineData("21/01/2027 15:00")]
    [InlineData("9999-01-21T15:00")]
    [InlineData("")]
    public void What_is_no_wall_time_is_not_read(string text) => Assert.Null(WallTime.Read(text));

    [Fact]
    public void Every_wall_time_that_exists_reads_the_same_on_the_clocks_of_its_zone() =>
        Gen.Select(Gen.Int[0, Zones.Length - 1].Select(place => Zones[place]), Gen.Int[0, 525_600 * 3])
            .Sample((zone, minutes) =>
            {
                var local = new DateTime(2026, 1, 1).AddMinutes(minutes);
                var time = WallTime.In(WallTime.Zone(zone)!, local);
                return time is null
                    ? TimeZoneInfo.FindSystemTimeZoneById(zone).IsInvalidTime(local)
                    : TimeZoneInfo.ConvertTime(time.Value.Instant, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime == local;
            });

    private static DateTimeOffset? Instant(string zone, string local) =>
        WallTime.In(WallTime.Zone(zone)!, WallTime.Read(local)!.Value)?.Instant;
}
