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
    private static readonly Guid Dialogue = Guid.NewGuid();
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en", "Thursday 18\u00a0March 2027, 4:00\u00a0pm to 6:00\u00a0pm, Copenhagen (UTC+1)", "9:00\u00a0am to 11:00\u00a0am, Denver (UTC−6)")]
    [InlineData("fr", "jeudi 18\u00a0mars 2027, de 16\u00a0h à 18\u00a0h, Copenhague (UTC+1)", "de 9\u00a0h à 11\u00a0h, Denver (UTC−6)")]
    public void Both_times_stand_in_the_mail_in_the_readers_language_and_manner(string language, string own, string hosts)
    {
        var letter = Letters.Write(MailKinds.Registered, About("confirmed"), Reader(language), isDelegate: false, invited: [], Words.Language(language), Now)!;
        var text = LetterPrint.ToText(letter, Words.Language(language), Footer);
        Assert.Contains(own, text, StringComparison.Ordinal);
        Assert.Contains(hosts, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Old hall, Copenhagen")]
    [InlineData("fr", "Old hall, Copenhague")]
    public void A_city_stands_in_the_mail_and_in_its_calendar_as_the_reader_calls_it(string language, string place)
    {
        var (about, words) = (About("confirmed"), Words.Language(language));
        (about.Registration.Gathering.Venue, about.Registration.Gathering.HostCity) = ("Old hall", "Copenhagen");
        var letter = Letters.Write(MailKinds.Registered, about, Reader(language), isDelegate: false, invited: [], words, Now)!;
        Assert.Contains((words["Where"], place), letter.Details);
        Assert.Contains($"LOCATION:{place.Replace(",", "\\,", StringComparison.Ordinal)}", Assert.Single(letter.Calendars).Content, StringComparison.Ordinal);
    }

    [Fact]
    public void In_French_a_colon_keeps_its_distance()
    {
        var words = Words.Language("fr");
        var text = LetterPrint.ToText(Letters.Write(MailKinds.Registered, About("confirmed"), Reader("fr"), false, [], words, Now)!, words, Footer);
        Assert.DoesNotMatch(@"[^\s\u00a0]:(\s|$)", text);
    }

    [Fact]
    public void The_subject_reveals_nothing_on_a_locked_screen()
    {
        var letter = Letters.Write(MailKinds.Registered, About("confirmed"), Reader("en"), false, [], Words.Language("en"), Now)!;
        Assert.Equal("Strong Cities: about your registration", letter.Subject);
        Assert.DoesNotContain("grants", letter.Subject, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("en", "We never ask for a password by e-mail.")]
    [InlineData("fr", "Nous ne demandons jamais de mot de passe par courriel.")]
    public void Every_letter_bears_its_reference_the_page_that_confirms_it_and_who_answers_and_asks_for_no_password(string language, string noPassword)
    {
        var letter = Letters.Write(MailKinds.Registered, About("confirmed"), Reader(language), false, [], Words.Language(language), Now)!;
        foreach (var form in new[] { LetterPrint.ToText(letter, Words.Language(language), Footer), LetterPrint.ToHtml(letter, Words.Language(language), Footer) })
        {
            Assert.All(new[] { "M-K7QF-2M9TX", "http://site.example/en/check-mail", "help@site.example", noPassword }, words => Assert.Contains(words, form, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(MailKinds.Cancelled, "confirmed")]
    [InlineData(MailKinds.PlaceGivenUp, "waiting")]
    [InlineData(MailKinds.Offered, "confirmed")]
    [InlineData(MailKinds.Undone, "cancelled")]
    [InlineData(MailKinds.OfferAccepted, "held")]
    public void What_is_no_longer_true_is_not_sent(string kind, string state) =>
        Assert.Null(Letters.Write(kind, About(state), Reader("en"), false, [], Words.Language("en"), Now));

    [Theory]
    [InlineData("en", "your registration has ended")]
    [InlineData("fr", "votre inscription est terminée")]
    public void Who_declined_an_offer_in_the_last_day_is_told_that_it_is_over_and_of_no_undo(string language, string over)
    {
        var (about, words) = (About("cancelled"), Words.Language(language));
        about.Offer = new SeatOffer { State = "declined" };
        Assert.Contains(over, Assert.Single(Letters.Write(MailKinds.OfferDeclined, about, Reader(language), false, [], words, Now)!.Paragraphs), StringComparison.Ordinal);
        about.Offer.UndoUntil = Timestamp.FromDateTimeOffset(Now.AddMinutes(10));
        Assert.DoesNotContain(over, Assert.Single(Letters.Write(MailKinds.OfferDeclined, about, Reader(language), false, [], words, Now)!.Paragraphs), StringComparison.Ordinal);
        about.Offer.State = "offered";
        Assert.Null(Letters.Write(MailKinds.OfferDeclined, about, Reader(language), false, [], words, Now));
    }

    [Fact]
    public void A_calendar_that_never_had_the_entry_is_told_of_no_cancellation()
    {
        Assert.Empty(Letters.Write(MailKinds.Freed, About("cancelled"), Reader("en"), false, invited: [], Words.Language("en"), Now)!.Calendars);
        Assert.Equal("CANCEL", Assert.Single(Letters.Write(MailKinds.Freed, About("cancelled"), Reader("en"), false, invited: [Dialogue], Words.Language("en"), Now)!.Calendars).Method);
    }

    [Fact]
    public void Of_a_training_each_session_is_an_entry_of_its_own_and_one_called_off_leaves_the_calendar()
    {
        var (about, reader) = (About("confirmed"), Reader("fr"));
        about.Registration.Gathering.Kind = GatheringKinds.Cohort;
        Guid[] sessions = [Guid.NewGuid(), Guid.NewGuid()];
        about.Registration.Gathering.Sessions.AddRange(sessions.Select((id, week) => new GatheringSession
        {
            SessionId = id.ToString(),
            Title = { new LocalText { Language = "fr", Text = "Séance" } },
            StartsAt = Timestamp.FromDateTimeOffset(Now.AddDays(100 + (7 * week))),
            EndsAt = Timestamp.FromDateTimeOffset(Now.AddDays(100 + (7 * week)).AddHours(2)),
        }));

        var first = Letters.Write(MailKinds.Registered, about, reader, false, [], Words.Language("fr"), Now)!;
        Assert.Equal(sessions, first.Calendars.Select(calendar => calendar.About));
        Assert.All(first.Calendars, calendar => Assert.Equal("REQUEST", calendar.Method));
        Assert.Equal(2, first.Calendars.Select(UidOf).Distinct().Count());
        Assert.Contains("http://site.example/fr/trainings/registrations/", LetterPrint.ToText(first, Words.Language("fr"), Footer), StringComparison.Ordinal);

        about.Registration.Gathering.Sessions[1].CalledOff = true;
        var moved = Letters.Write(MailKinds.Moved, about, reader, false, invited: sessions, Words.Language("fr"), Now)!;
        Assert.Equal([("REQUEST", sessions[0]), ("CANCEL", sessions[1])], moved.Calendars.Select(calendar => (calendar.Method, calendar.About)));
        Assert.Equal(first.Calendars.Select(UidOf), moved.Calendars.Select(UidOf));
        Assert.Contains("Séance annulée", LetterPrint.ToText(moved, Words.Language("fr"), Footer), StringComparison.Ordinal);
        // Whoever came later was never invited to it.
        Assert.Single(Letters.Write(MailKinds.Moved, about, reader, false, invited: [sessions[0]], Words.Language("fr"), Now)!.Calendars);
    }

    [Theory]
    [InlineData("en", "confirmed", "Do you still come?", "nobody loses seats", "Say whether you still come")]
    [InlineData("fr", "waiting", "Venez-vous toujours\u00a0?", "personne n’y perd ses places", "Dire si vous venez toujours")]
    public void Who_is_told_of_a_move_is_asked_by_a_button_whether_it_still_comes_and_told_that_silence_costs_nothing(
        string language, string state, string question, string silence, string button)
    {
        var (about, words) = (About(state), Words.Language(language));
        about.Registration.StillComing = new StillComing { Move = 1 };
        var asked = Text(isDelegate: false);
        Assert.All(new[] { question, silence, button, $"http://site.example/{language}/registrations/{about.Registration.RegistrationId}" }, part => Assert.Contains(part, asked, StringComparison.Ordinal));
        Assert.Equal(state == "confirmed" ? 1 : 0, Letters.Write(MailKinds.Moved, about, Reader(language), false, [], words, Now)!.Calendars.Count);

        // A delegate's calendar follows and nothing is asked of it; nor of whoever has answered meanwhile.
        Assert.DoesNotContain(button, Text(isDelegate: true), StringComparison.Ordinal);
        about.Registration.StillComing.Answered = true;
        Assert.DoesNotContain(question, Text(isDelegate: false), StringComparison.Ordinal);

        string Text(bool isDelegate) => LetterPrint.ToText(Letters.Write(MailKinds.Moved, about, Reader(language), isDelegate, [], words, Now)!, words, Footer);
    }

    [Fact]
    public void A_move_says_what_it_was_and_the_days_of_what_lasts_longer_than_one()
    {
        var about = About("confirmed");
        about.Registration.Gathering.EndsAt = Timestamp.FromDateTimeOffset(new DateTimeOffset(2027, 3, 19, 21, 0, 0, TimeSpan.Zero));
        about.Registration.StillComing = new StillComing
        {
            Move = 1,
            Was = new Schedule { StartsAt = about.Registration.Gathering.StartsAt, EndsAt = Timestamp.FromDateTimeOffset(Now.AddDays(1)), Format = "in-person", Venue = "Old hall", HostCity = "Denver" },
        };
        var details = Letters.Write(MailKinds.Moved, about, Reader("en"), false, [Dialogue], Words.Language("en"), Now)!.Details.ToDictionary(detail => detail.Label, detail => detail.Value.Replace('\u00a0', ' '));
        Assert.Equal("Thursday 18 March 2027, 9:00 am to Friday 19 March 2027, 3:00 pm, Denver (UTC−6)", details["When, in the host's time"]);
        Assert.Contains("25 November 2026", details["When, until now"], StringComparison.Ordinal);
        Assert.Equal(("Denver", "Old hall, Denver"), (details["Where"], details["Where, until now"]));
    }

    [Theory]
    [InlineData(MailKinds.Freed, "cancelled")]
    [InlineData(MailKinds.GatheringCancelled, "waiting")]
    [InlineData(MailKinds.DelegateRemoved, "waiting")]
    public void A_mail_speaks_of_the_calendar_only_when_it_changes_it(string kind, string state)
    {
        Assert.DoesNotContain("calendar", Said(kind, state, isDelegate: false, []), StringComparison.Ordinal);
        Assert.Contains("removes it from your calendar", Said(kind, state, isDelegate: false, [Dialogue]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MailKinds.OfferAccepted, "confirmed", "You accepted")]
    [InlineData(MailKinds.Undone, "confirmed", "Your cancellation")]
    [InlineData(MailKinds.Freed, "cancelled", "Your registration is cancelled")]
    public void What_another_did_for_the_delegation_is_not_told_a_delegate_as_the_own_deed(string kind, string state, string deed)
    {
        Assert.Contains(deed, Said(kind, state, isDelegate: false, []), StringComparison.Ordinal);
        Assert.DoesNotContain(deed, Said(kind, state, isDelegate: true, []), StringComparison.Ordinal);
        Assert.Contains("your delegation", Said(kind, state, isDelegate: true, []), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_cancelled_is_offered_the_undo_and_whose_seats_or_place_in_line_the_network_gave_back_is_told_why()
    {
        var about = About("held");
        Assert.Equal("Undo the cancellation", Letters.Write(MailKinds.Cancelled, about, Reader("en"), false, [], Words.Language("en"), Now)!.Action!.Value.Label);

        about = About("cancelled");
        Assert.Equal(["Your registration is cancelled: you have left the waiting list."], Letters.Write(MailKinds.PlaceGivenUp, about, Reader("en"), false, [], Words.Language("en"), Now)!.Paragraphs);
        about.Registration.EndedWithMembership = true;
        var waited = Letters.Write(MailKinds.PlaceGivenUp, about, Reader("en"), false, [], Words.Language("en"), Now)!;
        var seated = Letters.Write(MailKinds.Freed, about, Reader("en"), false, [], Words.Language("en"), Now)!;
        Assert.All(new[] { waited, seated }, letter => Assert.Contains("your organisation left the network or was suspended", letter.Paragraphs[0], StringComparison.Ordinal));
        Assert.All(new[] { waited, seated }, letter => Assert.Null(letter.Action));
        Assert.Contains("go to others", seated.Paragraphs[1], StringComparison.Ordinal);
    }

    private static string Said(string kind, string state, bool isDelegate, IReadOnlyCollection<Guid> invited) =>
        string.Join('\n', Letters.Write(kind, About(state), Reader("en"), isDelegate, invited, Words.Language("en"), Now)!.Paragraphs);

    private static string UidOf(CalendarPart calendar) => calendar.Content.Split('\n').Single(line => line.StartsWith("UID:", StringComparison.Ordinal));

    [Fact]
    public void Markup_that_people_typed_is_inert_in_the_HTML_part()
    {
        var about = About("confirmed");
        about.Registration.Gathering.Title[0].Text = "<script>alert(1)</script>";
        var letter = Letters.Write(MailKinds.Registered, about, Reader("en"), false, [], Words.Language("en"), Now)!;
        Assert.DoesNotContain("<script>", LetterPrint.ToHtml(letter, Words.Language("en"), Footer), StringComparison.Ordinal);
    }

    private static Contact Reader(string language) =>
        new() { PersonId = Guid.NewGuid().ToString(), Name = "Maja Holm", Email = "maja.holm@example.org", Language = language, TimeZone = "Europe/Copenhagen" };

    [Theory]
    [InlineData("en", "That moves no seat: yours is kept.", "Do you give up your place?")]
    [InlineData("fr", "Cela ne libère aucune place\u00a0: la vôtre est conservée.", "Souhaitez-vous rendre votre place\u00a0?")]
    public void Who_declines_in_the_calendar_keeps_the_seat_and_is_asked(string language, string kept, string question)
    {
        var (about, words) = (About("confirmed"), Words.Language(language));
        var letter = Letters.Write(MailKinds.CalendarDeclined, about, Reader(language), isDelegate: false, invited: [Dialogue], words, Now)!;
        var text = LetterPrint.ToText(letter, words, Footer);
        Assert.Contains(kept, text.Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(question, text, StringComparison.Ordinal);
        Assert.EndsWith($"/{language}/registrations/{about.Registration.RegistrationId}", letter.Action!.Value.Address, StringComparison.Ordinal);
        // Nothing for the calendar: it would ask again.
        Assert.Empty(letter.Calendars);
    }

    [Fact]
    public void A_delegate_who_declines_is_led_to_the_own_name_and_who_is_no_longer_named_or_long_back_home_is_not_asked()
    {
        var (about, reader, words) = (About("confirmed"), Reader("en"), Words.Language("en"));
        about.NameToken = "token";
        Assert.Null(Letters.Write(MailKinds.CalendarDeclined, about, reader, isDelegate: true, invited: [], words, Now));
        about.Registration.PersonIds.Add(reader.PersonId);
        var letter = Letters.Write(MailKinds.CalendarDeclined, about, reader, isDelegate: true, invited: [], words, Now)!;
        Assert.EndsWith("/en/names/token", letter.Action!.Value.Address, StringComparison.Ordinal);
        Assert.Null(Letters.Write(MailKinds.CalendarDeclined, about, reader, isDelegate: true, invited: [], words, about.Registration.Gathering.EndsAt.ToDateTimeOffset()));
        Assert.Null(Letters.Write(MailKinds.CalendarDeclined, About("cancelled"), reader, isDelegate: false, invited: [], words, Now));
    }

    private static RegistrationDescription About(string state) => new()
    {
        CalendarUid = "uid", CalendarSequence = 1,
        Registration = new Registration
        {
            RegistrationId = Guid.NewGuid().ToString(), BookingReference = "93E2-EHQP8", State = state, Seats = 2, UndoUntil = Timestamp.FromDateTimeOffset(Now.AddMinutes(10)),
            Gathering = new Gathering
            {
                GatheringId = Dialogue.ToString(), Kind = GatheringKinds.Dialogue,
                Title = { new LocalText { Language = "en", Text = "Small grants" } }, TimeZone = "America/Denver", HostCity = "Denver", Format = "in-person",
                StartsAt = Timestamp.FromDateTimeOffset(new DateTimeOffset(2027, 3, 18, 15, 0, 0, TimeSpan.Zero)),
                EndsAt = Timestamp.FromDateTimeOffset(new DateTimeOffset(2027, 3, 18, 17, 0, 0, TimeSpan.Zero)),
            },
        },
    };
}
