using StrongCities.Contracts.Membership;
using StrongCities.Notifications.Delivery;
using StrongCities.Notifications.Letters;
using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.Notifications.Membership;

/// <summary>What an applicant is told; every mail carries the link that opens the application's page.</summary>
internal sealed class ApplicationLetters(MailSettings settings)
{
    /// <summary>The letter, or null when it would no longer be true.</summary>
    public Letter? Write(string kind, IssueResumeLinkReply about, Words words) => (kind, about.Application.State) switch
    {
        (MailKinds.ApplicationStarted, "draft") => Write(about, words,
            words["Go on with your application"],
            words["You started an application to join the network. This link opens it again, on any device, until {date}.", ("date", TimeWords.Date(words.Language, about.Application.ExpiresAt))],
            words["Please keep the link to yourself: whoever has it can read and change the answers."]),
        (MailKinds.ApplicationStarted, _) => Write(about, words,
            words["See your application"],
            words["You asked for the link to your application. It opens the page that says where it stands."]),
        (MailKinds.ApplicationSubmitted, not "draft") => Write(about, words,
            words["See your application"],
            words["We have received your application."],
            words["Two people who do not work for you look at it. The review ends by {review}, the decision follows by {decision}.",
                ("review", TimeWords.Date(words.Language, about.Application.ReviewDueAt)), ("decision", TimeWords.Date(words.Language, about.Application.DecisionDueAt))]),
        (MailKinds.ApplicantAsked, "question") => Write(about, words,
            words["Answer the question"],
            words["Before we can go on, the reviewer of your application asks:"],
            about.Application.Question),
        (MailKinds.ApplicationMoved, "submitted" or "under-review" or "recommended") => Write(about, words,
            words["See your application"],
            words["Your application was not dealt with in time, so people of the other region take over."],
            about.Application.State == "recommended"
                ? words["They decide by {decision}. You need do nothing.", ("decision", TimeWords.Date(words.Language, about.Application.DecisionDueAt))]
                : words["Their review ends by {review}, the decision follows by {decision}. You need do nothing.",
                    ("review", TimeWords.Date(words.Language, about.Application.ReviewDueAt)), ("decision", TimeWords.Date(words.Language, about.Application.DecisionDueAt))]),
        (MailKinds.ApplicationDecided, "admitted") => Write(about, words,
            words["See your application"],
            words["Your organisation is now a member of the network. Welcome."],
            words["You can sign in with this e-mail address: we send you a code, you need no password."]),
        (MailKinds.ApplicationDecided, "refused") => Write(about, words,
            words["See the decision or ask for another look"],
            words["We cannot admit your organisation now."],
            words["The reason: {reason}", ("reason", words.Refusal("reason-" + about.Application.RefusalReason, []) ?? about.Application.RefusalReason)],
            // Named only where the reason is conduct against a principle.
            about.Application.RefusalPrinciple is { Length: > 0 } principle ? words["The principle: {text}", ("text", principle)] : "",
            about.Application.RefusalConduct is { Length: > 0 } conduct ? words["The conduct: {text}", ("text", conduct)] : "",
            about.Application.RefusalEvidence is { Length: > 0 } evidence ? words["The evidence: {text}", ("text", evidence)] : "",
            about.Application.DecisionWords,
            words["Until {date} you can ask people of another region, who had no part in this, to look again. They answer within 21 days.", ("date", TimeWords.Date(words.Language, about.Application.AppealUntil))]),
        (MailKinds.AppealMade, "appealed") => Write(about, words,
            words["See your application"],
            words["We have received your request for another look. People of another region answer by {date}.", ("date", TimeWords.Date(words.Language, about.Application.AppealDueAt))]),
        (MailKinds.AppealUnanswered, "appealed") => Write(about, words,
            words["See your application"],
            words["You asked for another look, and the answer is late. People of another region still owe it to you; we write when it comes."],
            words["Until then your organisation is a guest of the network: you can sign in with this e-mail address and look after its page. Registering for dialogues and trainings waits for the answer."]),
        (MailKinds.AppealDecided, "admitted") => Write(about, words,
            words["See your application"],
            words["The second look came to another result: your organisation is now a member of the network. Welcome."],
            about.Application.AppealDecisionWords,
            words["You can sign in with this e-mail address: we send you a code, you need no password."]),
        (MailKinds.AppealDecided, "appeal-refused") => Write(about, words,
            words["See the decision"],
            words["The second look came to the same result: we cannot admit your organisation now."],
            about.Application.AppealDecisionWords,
            words["You may apply again at any time."]),
        _ => null,
    };

    private Letter Write(IssueResumeLinkReply about, Words words, string action, params IReadOnlyList<string> paragraphs) => new(
        words["Strong Cities: about your application"],
        about.Name is { Length: > 0 } name ? words["Dear {name},", ("name", name)] : words["Good day,"],
        [.. paragraphs.Where(paragraph => paragraph.Length > 0)],
        about.Application.Reference is { Length: > 0 } reference ? [(words["Reference of your application"], reference)] : [],
        (action, $"{settings.Site}/{words.Language.Code}/join/resume/{about.LinkToken}"));
}
