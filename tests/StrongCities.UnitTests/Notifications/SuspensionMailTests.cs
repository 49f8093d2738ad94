using Google.Protobuf.WellKnownTypes;
using StrongCities.Contracts.Membership;
using StrongCities.Notifications;
using StrongCities.Notifications.Delivery;
using StrongCities.Notifications.Membership;
using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.UnitTests.Notifications;

public class SuspensionMailTests
{
    private static readonly WordsOf Words = new(typeof(NotificationsDb).Assembly);
    private static readonly SuspensionMail Mail = new(null!, null!, new MailSettings("http://site.example", "network@strongcities.example", null, 0, null, null, "none"), Words);

    [Theory]
    [InlineData("en", "Conduct against a principle of the network", "given back", "Until 1 March 2027 you can appeal")]
    [InlineData("fr", "Des faits contraires à un principe de la charte", "sont rendus", "Jusqu’au 1er mars 2027, vous pouvez demander un réexamen")]
    public void The_mail_says_the_reason_what_it_means_and_how_to_appeal(string language, string reason, string meaning, string appeal)
    {
        var letter = Mail.Write(MailKinds.OrganizationSuspended, About("suspended"), new Contact { Name = "Maja" }, Words.Language(language))!;
        var text = string.Join('\n', letter.Paragraphs).Replace('\u00a0', ' ');
        foreach (var said in new[] { reason, "The named principle", "The named conduct", "The named evidence", "Words for you.", meaning, appeal })
        {
            Assert.Contains(said, text, StringComparison.Ordinal);
        }

        Assert.Equal($"http://site.example/{language}/organizations/the-id", letter.Action!.Value.Address);
        Assert.DoesNotContain("spend", letter.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "a guest of the network")]
    [InlineData("fr", "invitée du réseau")]
    public void A_late_answer_makes_a_guest_and_promises_no_day_that_is_past(string language, string guest)
    {
        var text = string.Join('\n', Mail.Write(MailKinds.SuspensionAppealUnanswered, About("appealed"), new Contact(), Words.Language(language))!.Paragraphs);
        Assert.Contains(guest, text, StringComparison.Ordinal);
        Assert.DoesNotContain("2027", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MailKinds.OrganizationSuspended, "lifted")]
    [InlineData(MailKinds.SuspensionAppealed, "lifted")]
    [InlineData(MailKinds.SuspensionAppealUnanswered, "appeal-refused")]
    [InlineData(MailKinds.SuspensionAppealDecided, "suspended")]
    [InlineData(MailKinds.SuspensionLifted, "suspended")]
    public void What_is_no_longer_true_is_not_sent(string kind, string state) =>
        Assert.Null(Mail.Write(kind, About(state), new Contact(), Words.Language("en")));

    private static SuspensionDescription About(string state) => new()
    {
        OrganizationId = "the-id",
        OrganizationName = "Aarhus",
        OrganizationKind = "city",
        Suspension = new OwnSuspension
        {
            State = state,
            Reason = "principles",
            Principle = "The named principle",
            Conduct = "The named conduct",
            Evidence = "The named evidence",
            Words = "Words for you.",
            AppealUntil = Timestamp.FromDateTimeOffset(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero)),
            AppealDueAt = Timestamp.FromDateTimeOffset(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero)),
        },
    };
}
