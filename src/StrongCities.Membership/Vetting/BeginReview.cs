using StrongCities.Membership.Applications;

namespace StrongCities.Membership.Vetting;

/// <summary>Takes a case under review; again changes nothing. Refuses with: application-unknown, case-not-open, own-city.</summary>
internal static class BeginReview
{
    public static Task<Application> RunAsync(MembershipDb db, string applicationId, Guid reviewerId, CancellationToken stop) =>
        FindVetter.DecideCaseAsync(db, applicationId, reviewerId, (application, reviewer, now) =>
        {
            var refusal = application.MayBeReviewedBy(reviewer);
            if (refusal is null && application.State == ApplicationState.Submitted)
            {
                application.State = ApplicationState.UnderReview;
                application.Version++;
                db.AddStep(application, now, "review-begun", reviewerId);
            }

            return Task.FromResult(refusal);
        }, stop);
}
