using Google.Protobuf.WellKnownTypes;
using StrongCities.Contracts.Membership;
using StrongCities.Notifications;
using StrongCities.Notifications.Delivery;
using StrongCities.Notifications.Letters;
using StrongCities.Notifications.Membership;
using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.UnitTests.Notifications;

public class ApplicationLettersTests
{
    private static readonly WordsOf Words = new(typeof(NotificationsDb).Assembly);
    private static readonly ApplicationLetters Letters = new(new MailSettings("http://site.example", "network@strongcities.example", null, 0, null, null, "none"));

    [Theory]
    [InlineData("en", "1 March 2027")]
    [InlineData("fr", "1er mars 2027")]
    public void A_deadline_is_written_as_people_write_dates(string language, string day)
    {
        var about = new IssueResumeLinkReply
        {
            LinkToken = "token",
            Application = new Application { State = "draft", ExpiresAt = Timestamp.FromDateTimeOffset(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero)) },
        };
        var letter = Letters.Write(MailKinds.ApplicationStarted, about, Words.Language(language))!;
        Assert.Contains(day, letter.Paragraphs[0].Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "a guest of the network")]
    [InlineData("fr", "invitée du réseau")]
    public void A_late_answer_makes_a_guest_and_promises_no_day_that_is_past(string language, string guest)
    {
        var about = new IssueResumeLinkReply
        {
            LinkToken = "token",
            Application = new Application { State = "appealed", Guest = true, AppealDueAt = Timestamp.FromDateTimeOffset(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero)) },
        };
        var text = string.Join('\n', Letters.Write(MailKinds.AppealUnanswered, about, Words.Language(language))!.Paragraphs);
        Assert.Contains(guest, text, StringComparison.Ordinal);
        Assert.DoesNotContain("2027", text, StringComparison.Ordinal);
        about.Application.State = "admitted";
        Assert.Null(Letters.Write(MailKinds.AppealUnanswered, about, Words.Language(language)));
    }

    [Theory]
    [InlineData("en", "under-review", "review ends by 1 March 2027, the decision follows by 15 March 2027")]
    [InlineData("en", "recommended", "They decide by 15 March 2027")]
    [InlineData("fr", "under-review", "se termine d’ici le 1er mars 2027, la décision suit d’ici le 15 mars 2027")]
    [InlineData("fr", "recommended", "d’ici le 15 mars 2027")]
    public void A_case_that_moves_to_the_other_region_is_told_with_its_new_days(string language, string state, string days)
    {
        var about = new IssueResumeLinkReply
        {
            LinkToken = "token",
            Application = new Application
            {
                State = state,
                ReviewDueAt = Timestamp.FromDateTimeOffset(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero)),
                DecisionDueAt = Timestamp.FromDateTimeOffset(new DateTimeOffset(2027, 3, 15, 9, 0, 0, TimeSpan.Zero)),
            },
        };
        var text = string.Join('\n', Letters.Write(MailKinds.ApplicationMoved, about, Words.Language(language))!.Paragraphs).Replace('\u00a0', ' ');
        Assert.Contains(days, text, StringComparison.Ordinal);
        about.Application.State = "question";
        Assert.Null(Letters.Write(MailKinds.ApplicationMoved, about, Words.Language(language)));
    }

    [Fact]
    public void What_is_no_longer_true_is_not_sent() =>
        Assert.Null(Letters.Write(MailKinds.ApplicantAsked, new IssueResumeLinkReply { Application = new Application { State = "admitted" } }, Words.Language("en")));
}
