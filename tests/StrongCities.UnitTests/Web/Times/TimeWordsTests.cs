using StrongCities.ServiceDefaults.Languages;
using StrongCities.Web.Times;

namespace StrongCities.UnitTests.Web.Times;

public sealed class TimeWordsTests
{
    private static readonly WordsOf Catalogs = new(typeof(StrongCities.Web.Layout.Site).Assembly);
    private static readonly Words English = Catalogs.In(Language.English);
    private static readonly Words French = Catalogs.In(Language.French);
    private static readonly TimeZoneInfo Oslo = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");
    private static readonly TimeZoneInfo Denver = TimeZoneInfo.FindSystemTimeZoneById("America/Denver");
    private static readonly TimeZoneInfo Bratislava = TimeZoneInfo.FindSystemTimeZoneById("Europe/Bratislava");

    [Theory]
    [InlineData(15, 30, "3:30 pm", "15 h 30")]
    [InlineData(15, 0, "3:00 pm", "15 h")]
    [InlineData(9, 5, "9:05 am", "9 h 05")]
    [InlineData(0, 0, "midnight", "0 h")]
    [InlineData(12, 0, "noon", "12 h")]
    [InlineData(0, 30, "12:30 am", "0 h 30")]
    [InlineData(12, 30, "12:30 pm", "12 h 30")]
    public void A_time_is_written_as_people_write_it(int hour, int minute, string english, string french)
    {
        var time = new TimeOnly(hour, minute);
        Assert.Equal(english, Plain(TimeWords.Time(Language.English, time)));
        Assert.Equal(french, Plain(TimeWords.Time(Language.French, time)));
        Assert.DoesNotContain(' ', TimeWords.Time(Language.French, time));
    }

    [Fact]
    public void A_date_is_written_as_people_write_it()
    {
        Assert.Equal("Thursday 21 January 2027", Plain(TimeWords.Date(Language.English, new DateOnly(2027, 1, 21))));
        Assert.Equal("jeudi 21 janvier 2027", Plain(TimeWords.Date(Language.French, new DateOnly(2027, 1, 21))));
        Assert.Equal("1er janvier 2027", Plain(TimeWords.Date(Language.French, new DateOnly(2027, 1, 1), weekday: false)));
        Assert.Equal("janv. 2027", Plain(TimeWords.MonthAndYear(Language.French, new DateOnly(2027, 1, 1))));
        Assert.Equal("Jan 2027", Plain(TimeWords.MonthAndYear(Language.English, new DateOnly(2027, 1, 1))));
    }

    [Theory]
    // Winter on both sides; after North America's change (14 March 2027) and before Europe's (28 March); after both; after Europe's return and before America's.
    [InlineData("2027-01-21T14:00:00Z", "7:00 am Denver", "3:00 pm Oslo")]
    [InlineData("2027-03-20T14:00:00Z", "8:00 am Denver", "3:00 pm Oslo")]
    [InlineData("2027-04-01T14:00:00Z", "8:00 am Denver", "4:00 pm Oslo")]
    [InlineData("2027-11-03T14:00:00Z", "8:00 am Denver", "3:00 pm Oslo")]
    public void Both_continents_keep_their_own_daylight_saving(string instant, string first, string second)
    {
        var (mine, theirs) = TwoTimes.Of(English, DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), null, Oslo, "Oslo", Denver, withDate: false);
        Assert.Equal(first, Plain(mine));
        Assert.Equal(second, Plain(theirs!));
    }

    [Fact]
    public void One_time_is_shown_when_both_clocks_agree()
    {
        var (mine, theirs) = TwoTimes.Of(English, new(2027, 1, 21, 14, 0, 0, TimeSpan.Zero), null, Bratislava, "Bratislava", Oslo, withDate: true);
        Assert.Equal("Thursday 21 January 2027, 3:00 pm Bratislava", Plain(mine));
        Assert.Null(theirs);
    }

    [Fact]
    public void A_reader_without_a_zone_sees_the_hosts_time()
    {
        var (mine, theirs) = TwoTimes.Of(French, new(2027, 1, 21, 14, 30, 0, TimeSpan.Zero), null, Oslo, "Oslo", null, withDate: true);
        Assert.Equal("jeudi 21 janvier 2027, 15 h 30 Oslo", Plain(mine));
        Assert.Null(theirs);
    }

    [Fact]
    public void A_span_over_several_days_names_the_last_one()
    {
        var (mine, _) = TwoTimes.Of(French, new(2027, 1, 21, 14, 30, 0, TimeSpan.Zero), new(2027, 1, 22, 16, 0, 0, TimeSpan.Zero), Oslo, "Oslo", null, withDate: true);
        Assert.Equal("jeudi 21 janvier 2027, 15 h 30 – ven. 22 janv., 17 h Oslo", Plain(mine));
    }

    [Fact]
    public void The_day_is_written_again_where_it_differs()
    {
        var (mine, theirs) = TwoTimes.Of(French, new(2027, 1, 22, 1, 0, 0, TimeSpan.Zero), null, Oslo, "Oslo", Denver, withDate: true);
        Assert.Equal("jeudi 21 janvier 2027, 18 h Denver", Plain(mine));
        Assert.Equal("ven. 22 janv., 2 h Oslo", Plain(theirs!));
    }

    [Fact]
    public void A_span_has_both_ends_and_one_place()
    {
        var (mine, theirs) = TwoTimes.Of(English, new(2027, 1, 21, 14, 0, 0, TimeSpan.Zero), new(2027, 1, 21, 16, 30, 0, TimeSpan.Zero), Oslo, "Oslo", Denver, withDate: false);
        Assert.Equal("7:00 am to 9:30 am Denver", Plain(mine));
        Assert.Equal("3:00 pm to 5:30 pm Oslo", Plain(theirs!));
    }

    [Theory]
    [InlineData(0, "UTC")]
    [InlineData(120, "UTC+2")]
    [InlineData(-210, "UTC−3:30")]
    public void An_offset_is_written_with_a_true_minus(int minutes, string expected) =>
        Assert.Equal(expected, TimeWords.Offset(TimeSpan.FromMinutes(minutes)));

    [Fact]
    public void A_zones_place_is_its_city_in_the_readers_language()
    {
        Assert.Equal("New York", TimeWords.PlaceOf("America/New_York", French));
        Assert.Equal("Londres", TimeWords.PlaceOf("Europe/London", French));
    }

    private static string Plain(string text) => text.Replace('\u00A0', ' ').Replace('\u202F', ' ');
}
