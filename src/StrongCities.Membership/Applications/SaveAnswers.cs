using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Applications;

/// <summary>
/// Keeps the answers of one step. Refuses with: application-unknown, application-sent, application-changed-meanwhile, language-unknown, and answers-invalid,
/// which names every bad field with its own reason; then nothing is kept.
/// </summary>
internal static class SaveAnswers
{
    public static Task<Application> RunAsync(
        MembershipDb db, string accessToken, long version, Answers given, IReadOnlyCollection<string> fields, string principlesLanguage, CancellationToken stop) =>
        db.DecideAsync(async now =>
        {
            var application = await FindApplication.ByAccessTokenAsync(db, accessToken, stop);
            if (application.MayChangeAnswers() is { } refusal)
            {
                throw new RefusedException(refusal);
            }

            if (version != 0 && version != application.Version)
            {
                throw new RefusedException(ApplicationRefusals.ApplicationChangedMeanwhile);
            }

            var (kept, bad) = application.Answers.With(given, fields, application.IsCity);
            if (bad.Count > 0)
            {
                throw new RefusedException(ApplicationRefusals.AnswersInvalid(bad));
            }

            if (principlesLanguage.Length > 0 && !PrinciplesText.Languages.Contains(principlesLanguage))
            {
                throw new RefusedException(AnswerRefusals.LanguageUnknown);
            }

            if (kept.ContactEmail != application.Answers.ContactEmail)
            {
                application.MailBouncedAt = null;
            }

            application.Answers = kept;
            application.KeepAcceptance(principlesLanguage.Length > 0 ? principlesLanguage : application.Language, now);
            application.Version++;
            return application;
        }, stop);
}
