using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts.Notifications;
using StrongCities.Outbox;

namespace StrongCities.Notifications.Delivery;

/// <summary>How intents end, and the metric that counts it.</summary>
internal sealed class MailOutcomes(IMeterFactory meters)
{
    public const string Sent = "sent";
    public const string Bounced = "bounced";
    public const string Outdated = "outdated";

    private readonly Counter<long> _mails = meters.Create("StrongCities.Notifications")
        .CreateCounter<long>("strongcities.mail", "{mail}", "Mail intents that ended, by outcome (sent, bounced, outdated).");

    /// <summary>A counter that is first seen at 1 shows no increase: nobody would be told of the first mail that came back.</summary>
    public void ShowAll()
    {
        foreach (var outcome in new[] { Sent, Bounced, Outdated })
        {
            Count(outcome, 0);
        }
    }

    public void End(MailIntent row, string outcome)
    {
        row.Outcome = outcome;
        Count(outcome, 1);
    }

    /// <summary>It did not arrive: the receiving server refused it, or took it and sent it back later. Staff see it, and whoever reads an applicant's case.</summary>
    /// <param name="status">The SMTP status of the refusal; null where a report names none.</param>
    public async Task BounceAsync(MailIntent row, int? status, NotificationsDb db, CancellationToken stop)
    {
        End(row, Bounced);
        row.BounceStatus = status;
        row.BouncedAt = await db.Database.SqlQuery<DateTimeOffset>($"select now() as \"Value\"").SingleAsync(stop);
        if (MailKinds.IsAboutApplication(row.Kind))
        {
            db.AddFact(new ApplicantMailBounced(row.AboutId), row.AboutId.ToString());
        }
    }

    private void Count(string outcome, int mails) => _mails.Add(mails, new KeyValuePair<string, object?>("outcome", outcome));
}
