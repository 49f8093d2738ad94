using System.Reflection;
using StrongCities.Contracts;
using StrongCities.UnitTests.Architecture;

namespace StrongCities.UnitTests.Contracts;

/// <summary>The periods by which services delete are those that docs/privacy.md tells.</summary>
public class RetentionTests
{
    // Where each stands: the beginning of its row, and the words around its number.
    private static readonly Dictionary<string, (string Row, string Words)[]> Told = new()
    {
        [nameof(Retention.UnsentApplicationMonths)] = [("Answers of an application", "a draft that was not sent: {0} months"), ("Tokens of an applicant", "{0} months; expired")],
        [nameof(Retention.EvidenceMonths)] = [("Letters, resolutions", "{0} months after the decision")],
        [nameof(Retention.UnreadCalendarDays)] = [("A person's calendar feed", "unread for {0} days")],
        [nameof(Retention.SentMailDays)] = [("Sent mail", "| {0} days |")],
        [nameof(Retention.MailReferenceDays)] = [("Mail intents", "{0} days after they are done")],
        [nameof(Retention.SignInRecordDays)] = [("Sign-in requests", "| {0} day |"), ("Wrong passwords", "| {0} day |"), ("Tokens of the sign-in", "pruned after {0} day"), ("Invitation of an operator", "unused: {0} day")],
        [nameof(Retention.SessionHours)] = [("Sessions;", "ends after {0} hours"), ("Site sessions", "{0} in all")],
    };

    [Fact]
    public void What_services_delete_by_is_what_the_table_of_personal_data_tells() => Assert.Empty(Differences(File.ReadAllLines(Path.Combine(Repository.Root, "docs", "privacy.md"))));

    [Fact]
    public void A_table_that_tells_another_period_or_lost_its_row_is_found()
    {
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "privacy.md"));
        Assert.Equal(["SentMailDays"], Differences([.. rows.Select(row => row.Replace("| 30 days |", "| 31 days |", StringComparison.Ordinal))]));
        Assert.Equal(["EvidenceMonths"], Differences([.. rows.Where(row => !row.Contains("12 months after the decision", StringComparison.Ordinal))]));
    }

    private static IEnumerable<string> Differences(string[] rows) =>
        from period in typeof(Retention).GetFields(BindingFlags.Public | BindingFlags.Static)
        where !Told.TryGetValue(period.Name, out var told)
            || !told.All(one => rows.Any(row => row.StartsWith("| " + one.Row, StringComparison.Ordinal) && row.Contains(string.Format(null, one.Words, period.GetRawConstantValue()), StringComparison.Ordinal)))
        select period.Name;
}
