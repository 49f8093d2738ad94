using Google.Protobuf.WellKnownTypes;
using StrongCities.Contracts.Gatherings;
using StrongCities.Contracts.Membership;
using StrongCities.Notifications;
using StrongCities.Notifications.Delivery;
using StrongCities.Notifications.Gatherings;
using StrongCities.Notifications.Letters;
using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.UnitTests.Notifications;

public class LettersTests
{
    private static readonly WordsOf Words = new(typeof(NotificationsDb).Assembly);
    private static readonly RegistrationLetters Letters = new(new MailSettings("http://site.example", "network@strongcities.example", null, 0, null, null, "none"));
    private static readonly LetterFooter Footer = new("M-K7QF-2M9TX", "http://site.example/en/check-mail", "help@site.example");
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en", "Thursday 18 March 2027, 4:00\u00a0pm, Copenhagen (UTC+1)", "9:00\u00a0am, Denver (UTC−6)")]
    [InlineData("fr", "jeudi 18 mars 2027, 16\u00a0h, ", "9\u00a0h, Denver (UTC−6)")]
    public void Both_times_stand_in_the_mail_in_the_readers_language_and_manner(string language, string own, string hosts)
    {
        var letter = Letters.Write(MailKinds.Registered, About("confirmed"), Reader(language), isDelegate: false, wasInvited: false, Words.Language(language), Now)!;
        var text = LetterPrint.ToText(letter, Words.Language(language), Footer).Replace("18\u00a0", "18 ", StringComparison.Ordinal);
        Assert.Contains(own, text, StringComparison.Ordinal);
        Assert.Contains(hosts, text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_subject_reveals_nothing_on_a_locked_screen()
    {
        var letter = Letters.Write(MailKinds.Registered, About("confirmed"), Reader("en"), false, false, Words.Language("en"), Now)!;
        Assert.Equal("Strong Cities: about your registration", letter.Subject);
        Assert.DoesNotContain("grants", letter.Subject, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("en", "We never ask for a password by e-mail.")]
    [InlineData("fr", "Nous ne demandons jamais de mot de passe par courriel.")]
    public void Every_letter_bears_its_reference_the_page_that_confirms_it_and_who_answers_and_asks_for_no_password(string language, string noPassword)
    {
        var letter = Letters.Write(MailKinds.Registered, About("confirmed"), Reader(language), false, false, Words.Language(language), Now)!;
        foreach (var form in new[] { LetterPrint.ToText(letter, Words.Language(language), Footer), LetterPrint.ToHtml(letter, Words.Language(language), Footer) })
        {
            Assert.All(new[] { "M-K7QF-2M9TX", "http://site.example/en/check-mail", "help@site.example", noPassword }, words => Assert.Contains(words, form, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(MailKinds.Cancelled, "confirmed")]
    [InlineData(MailKinds.Offered, "confirmed")]
    [InlineData(MailKinds.Undone, "cancelled")]
    [InlineData(MailKinds.OfferAccepted, "held")]
    public void What_is_no_longer_true_is_not_sent(string kind, string state) =>
        Assert.Null(Letters.Write(kind, About(state), Reader("en"), false, false, Words.Language("en"), Now));

    [Fact]
    public void A_calendar_that_never_had_the_entry_is_told_of_no_cancellation()
    {
        Assert.Null(Letters.Write(MailKinds.Freed, About("cancelled"), Reader("en"), false, wasInvited: false, Words.Language("en"), Now)!.Calendar);
        Assert.Equal("CANCEL", Letters.Write(MailKinds.Freed, About("cancelled"), Reader("en"), false, wasInvited: true, Words.Language("en"), Now)!.Calendar!.Method);
    }

    [Fact]
    public void Markup_that_people_typed_is_inert_in_the_HTML_part()
    {
        var about = About("confirmed");
        about.Registration.Gathering.Title[0].Text = "<script>alert(1)</script>";
        var letter = Letters.Write(MailKinds.Registered, about, Reader("en"), false, false, Words.Language("en"), Now)!;
        Assert.DoesNotContain("<script>", LetterPrint.ToHtml(letter, Words.Language("en"), Footer), StringComparison.Ordinal);
    }

    private static Contact Reader(string language) =>
        new() { PersonId = Guid.NewGuid().ToString(), Name = "Maja Holm", Email = "maja.holm@example.org", Language = language, TimeZone = "Europe/Copenhagen" };

    private static RegistrationDescription About(string state) => new()
    {
        CalendarUid = "uid", CalendarSequence = 1,
        Registration = new Registration
        {
            RegistrationId = Guid.NewGuid().ToString(), BookingReference = "93E2-EHQP8", State = state, Seats = 2, UndoUntil = Timestamp.FromDateTimeOffset(Now.AddMinutes(10)),
            Gathering = new Gathering
            {
                Title = { new LocalText { Language = "en", Text = "Small grants" } }, TimeZone = "America/Denver", HostCity = "Denver", Format = "in-person",
                StartsAt = Timestamp.FromDateTimeOffset(new DateTimeOffset(2027, 3, 18, 15, 0, 0, TimeSpan.Zero)),
                EndsAt = Timestamp.FromDateTimeOffset(new DateTimeOffset(2027, 3, 18, 17, 0, 0, TimeSpan.Zero)),
            },
        },
    };
}
