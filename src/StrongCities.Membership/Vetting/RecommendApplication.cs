using StrongCities.Membership.Applications;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Vetting;

/// <summary>
/// A reviewer recommends to admit or to refuse; again replaces the recommendation while nobody has decided.
/// Refuses with: application-unknown, case-not-open, own-city, checklist-incomplete, recommendation-empty, recommendation-too-long, reason-unknown.
/// </summary>
internal static class RecommendApplication
{
    public static Task<Application> RunAsync(
        MembershipDb db, string applicationId, Guid reviewerId, bool admit, IReadOnlyCollection<string> checkedItems, string words, string reason, CancellationToken stop) =>
        FindVetter.DecideCaseAsync(db, applicationId, reviewerId, (application, reviewer, now) =>
        {
            if (application.MayBeRecommended(reviewer, admit, checkedItems, words, reason) is { } refusal)
            {
                return Task.FromResult<Refusal?>(refusal);
            }

            application.Recommend(reviewer, admit, words, reason, now);
            application.Version++;
            db.AddStep(application, now, admit ? "recommended-to-admit" : "recommended-to-refuse", reviewerId, application.RecommendationWords!);
            db.AddFact(new Wire.ApplicationRecommended(application.Id, application.Version), application.Id.ToString());
            return Task.FromResult<Refusal?>(null);
        }, stop);
}
