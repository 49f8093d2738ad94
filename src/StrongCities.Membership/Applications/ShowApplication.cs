using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;

namespace StrongCities.Membership.Applications;

/// <summary>The application as its applicant may see it.</summary>
internal static class ShowApplication
{
    public static async Task<Wire.Application> RunAsync(MembershipDb db, Application application, CancellationToken stop)
    {
        var shown = new Wire.Application
        {
            ApplicationId = application.Id.ToString(),
            Reference = application.Reference ?? "",
            Kind = application.Kind,
            State = application.State,
            Version = application.Version,
            Language = application.Language,
            Answers = ToWire(application.Answers),
            WaitingForCouncil = application.WaitingSince is not null,
            ExpiresAt = application.State == ApplicationState.Draft ? application.ExpiresAt.ToTimestamp() : null,
            SubmittedAt = application.SubmittedAt?.ToTimestamp(),
            ReviewDueAt = application.ReviewDueAt?.ToTimestamp(),
            DecisionDueAt = application.DecisionExpectedAt?.ToTimestamp(),
            Question = application.State == ApplicationState.Question ? application.Question ?? "" : "",
            RefusalReason = application.RefusalReason ?? "",
            DecisionWords = application.DecisionWords ?? "",
            RefusalPrinciple = application.RefusalPrinciple ?? "",
            RefusalConduct = application.RefusalConduct ?? "",
            RefusalEvidence = application.RefusalEvidence ?? "",
            DecidedAt = application.DecidedAt?.ToTimestamp(),
            AppealUntil = application.AppealUntil?.ToTimestamp(),
            AppealDueAt = application.AppealDueAt?.ToTimestamp(),
            AppealWords = application.AppealWords ?? "",
            AppealDecisionWords = application.AppealDecisionWords ?? "",
            Guest = application.IsGuest,
            Hub = application.Hub ?? Continents.HubOf(application.Answers.Country) ?? "",
        };
        shown.Documents.AddRange(await db.Documents.Where(document => document.ApplicationId == application.Id).OrderBy(document => document.UploadedAt)
            .Select(document => new Wire.DocumentInfo
            {
                DocumentId = document.Id.ToString(),
                FileName = document.FileName,
                ContentType = document.ContentType,
                Bytes = document.Bytes,
            }).ToListAsync(stop));
        shown.EvidenceComplete = application.Answers.HasEvidence(shown.Documents.Count);
        return shown;
    }

    public static Answers FromWire(Wire.Answers answers) => new()
    {
        OrganizationName = answers.OrganizationName,
        Country = answers.Country,
        Place = answers.Place,
        Province = answers.Province,
        Website = answers.Website,
        Form = answers.Form,
        Population = answers.Population,
        ContactName = answers.ContactName,
        ContactPosition = answers.ContactPosition,
        ContactEmail = answers.ContactEmail,
        Phone = answers.Phone,
        Motivation = answers.Motivation,
        ChosenThemes = [.. answers.Themes],
        WorkingLanguages = [.. answers.WorkingLanguages],
        Evidence = answers.Evidence,
        Referees = [.. answers.References.Select(referee => new ApplicationReferee(referee.Name, referee.Organization, referee.Email))],
        PrinciplesVersion = answers.PrinciplesVersion,
        Listing = answers.Listing,
        TellOwnCity = answers.TellOwnCity,
    };

    private static Wire.Answers ToWire(Answers answers) => new()
    {
        OrganizationName = answers.OrganizationName,
        Country = answers.Country,
        Place = answers.Place,
        Province = answers.Province,
        Website = answers.Website,
        Form = answers.Form,
        Population = answers.Population,
        ContactName = answers.ContactName,
        ContactPosition = answers.ContactPosition,
        ContactEmail = answers.ContactEmail,
        Phone = answers.Phone,
        Motivation = answers.Motivation,
        Themes = { answers.ChosenThemes },
        WorkingLanguages = { answers.WorkingLanguages },
        Evidence = answers.Evidence,
        References = { answers.Referees.Select(referee => new Wire.Reference { Name = referee.Name, Organization = referee.Organization, Email = referee.Email }) },
        PrinciplesVersion = answers.PrinciplesVersion,
        Listing = answers.Listing,
        TellOwnCity = answers.TellOwnCity,
    };
}
