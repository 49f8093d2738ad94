using StrongCities.Notifications;
using StrongCities.Notifications.Letters;
using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.UnitTests.Notifications;

public class SeatLettersTests
{
    private static readonly WordsOf Words = new(typeof(NotificationsDb).Assembly);
    private static readonly LetterFrame Frame = new("Subject", "Greeting", [("Booking reference", "93E2-EHQP8")], "America/Montreal");
    private static readonly DateTimeOffset Until = new(2027, 3, 1, 18, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en", 1, "A seat has become free and is offered to you.", "Monday 1 March 2027, 1:00 pm")]
    [InlineData("en", 3, "3 seats have become free and are offered to you.", "Monday 1 March 2027, 1:00 pm")]
    [InlineData("fr", 3, "3 places se sont libérées et vous sont proposées.", "lundi 1er mars 2027, 13 h")]
    public void An_offer_names_its_seats_and_the_deadline_in_the_readers_zone(string language, int seats, string opening, string deadline)
    {
        var letter = SeatLetters.Offered(Frame, seats, Until, "http://site.example/offers/token", Words.Language(language));
        Assert.Equal(opening, Plain(letter.Paragraphs[0]));
        Assert.Contains(deadline, Plain(letter.Paragraphs[1]), StringComparison.Ordinal);
        Assert.Equal("http://site.example/offers/token", letter.Action!.Value.Address);
        Assert.Equal(Frame.Details, letter.Details);
    }

    [Fact]
    public void What_was_given_up_or_lapsed_carries_no_calendar_and_leads_where_it_goes_on()
    {
        var declined = SeatLetters.Declined(Frame, Until, ("See your registration", "http://site.example/registrations/id"), Words.Language("en"));
        var lapsed = SeatLetters.Lapsed(Frame, "http://site.example/dialogues/id", Words.Language("en"));
        Assert.Equal(["http://site.example/registrations/id", "http://site.example/dialogues/id"], new[] { declined, lapsed }.Select(letter => letter.Action!.Value.Address));
        Assert.All(new[] { declined, lapsed }, letter => Assert.Empty(letter.Calendars));
    }

    private static string Plain(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
