using StrongCities.Web.Languages;
using StrongCities.Web.Pages.Calendar;

namespace StrongCities.UnitTests.Web.Pages;

public class CalendarFeedTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_feed_gives_each_entry_its_wall_time_in_the_hosts_zone_with_the_zones_rules()
    {
        var feed = Ical.Net.Calendar.Load(Write(Entry("a", "Europe/Oslo"), Entry("b", "America/Denver"), Entry("c", "Europe/Oslo")))!;

        Assert.Equal("PUBLISH", feed.Method);
        Assert.Equal(["America/Denver", "Europe/Oslo"], feed.TimeZones.Select(zone => zone.TzId).Order());
        var oslo = feed.Events.Single(entry => entry.Uid == "a@cities.example")!;
        Assert.Equal(("Europe/Oslo", new DateTime(2027, 1, 21, 9, 0, 0)), (oslo.Start!.TzId, oslo.Start.Value));
        Assert.Equal("https://cities.example/fr/dialogues/a", oslo.Url!.ToString());
        Assert.Equal("Série", feed.Properties.Single(property => property.Name == "X-WR-CALNAME").Value);
        Assert.DoesNotContain("plenty", Write(Entry("a", "Europe/Oslo")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_feed_without_entries_is_still_a_calendar() =>
        Assert.Empty(Ical.Net.Calendar.Load(Write())!.Events);

    [Theory]
    [InlineData("Demonstration: Transatlantic dialogues", "/calendar/series/demonstration-transatlantic-dialogues.ics")]
    [InlineData("  EU–US talks / 2027 ", "/calendar/series/eu-us-talks-2027.ics")]
    [InlineData("Été", "/calendar/series/%C3%A9t%C3%A9.ics")]
    [InlineData("…", null)]
    [InlineData("", null)]
    public void A_series_has_an_address_that_people_can_read(string series, string? path) => Assert.Equal(path, CalendarFeed.PathOf(series));

    private static string Write(params CalendarEntry[] entries) =>
        CalendarFeed.Write("Série", entries, "https://cities.example", "/fr", Now);

    private static CalendarEntry Entry(string id, string zone)
    {
        var starts = TimeZoneInfo.ConvertTimeToUtc(new DateTime(2027, 1, 21, 9, 0, 0), TimeZoneInfo.FindSystemTimeZoneById(zone));
        return new(id, $"/dialogues/{id}", new ShownText("Titre, avec virgule; et \n", "fr", "human"), new ShownText("Deux jours", "fr", "human"),
            starts, starts.AddHours(32), zone, "Oslo", "Mairie, Oslo", "plenty", "Série");
    }
}
