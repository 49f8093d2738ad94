using StrongCities.Contracts.Notifications;
using StrongCities.Outbox;

namespace StrongCities.Membership.Applications;

/// <summary>The applicant's mail server refuses our mail: the case says so, until the applicant gives another address.</summary>
internal sealed class RecordBouncedMailConsumer(MembershipDb db) : FactConsumer<MembershipDb, ApplicantMailBounced>(db)
{
    protected override async Task HandleAsync(ApplicantMailBounced fact, FactContext context, CancellationToken stop)
    {
        // The draft may be gone since.
        var found = await FindApplication.LockAsync(Db, $"SELECT id AS \"Value\" FROM applications WHERE id = {fact.ApplicationId} FOR UPDATE", stop);
        if (found.SingleOrDefault() is not { MailBouncedAt: null } application)
        {
            return;
        }

        var now = await Db.NowAsync(stop);
        application.MailBouncedAt = now;
        if (application.State != ApplicationState.Draft)
        {
            Db.AddStep(application, now, "mail-bounced");
        }
    }
}
