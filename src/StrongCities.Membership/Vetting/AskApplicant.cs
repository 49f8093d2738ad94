using StrongCities.Membership.Applications;
using StrongCities.Outbox;

namespace StrongCities.Membership.Vetting;

/// <summary>Asks the applicant for what is missing, in words that are mailed. Refuses with: application-unknown, case-not-open, own-city, question-empty, question-too-long.</summary>
internal static class AskApplicant
{
    public static Task<Application> RunAsync(MembershipDb db, string applicationId, Guid reviewerId, string words, CancellationToken stop) =>
        FindVetter.DecideCaseAsync(db, applicationId, reviewerId, (application, reviewer, now) =>
        {
            if (application.MayAsk(reviewer, words) is { } refusal)
            {
                return Task.FromResult<ServiceDefaults.Refusals.Refusal?>(refusal);
            }

            application.Ask(words, now);
            application.Version++;
            db.AddStep(application, now, "asked", reviewerId, application.Question!);
            db.AddFact(new Wire.ApplicantAsked(application.Id, application.Version), application.Id.ToString());
            return Task.FromResult<ServiceDefaults.Refusals.Refusal?>(null);
        }, stop);
}
