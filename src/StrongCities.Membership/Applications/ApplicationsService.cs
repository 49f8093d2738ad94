using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.People;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Applications;

/// <summary>Applying without an account: the token in each request is the proof.</summary>
internal sealed class ApplicationsService(MembershipDb db) : Wire.Applications.ApplicationsBase
{
    [AllowAnonymous]
    public override async Task<Wire.StartApplicationReply> StartApplication(Wire.StartApplicationRequest request, ServerCallContext context)
    {
        var (token, application) = await Applications.StartApplication.RunAsync(db, request.Kind, request.ContactEmail, request.Language, context.CancellationToken);
        return new Wire.StartApplicationReply { AccessToken = token, Application = await ShowApplication.RunAsync(db, application, context.CancellationToken) };
    }

    [AllowAnonymous]
    public override Task<Wire.Application> GetApplication(Wire.GetApplicationRequest request, ServerCallContext context) =>
        ShowAsync(FindApplication.ByAccessTokenAsync(db, request.AccessToken, context.CancellationToken), context);

    [AllowAnonymous]
    public override Task<Wire.Application> SaveAnswers(Wire.SaveAnswersRequest request, ServerCallContext context) =>
        ShowAsync(Applications.SaveAnswers.RunAsync(
            db, request.AccessToken, request.Version, ShowApplication.FromWire(request.Answers ?? new()), request.Fields, request.PrinciplesLanguage, context.CancellationToken), context);

    [AllowAnonymous]
    public override Task<Wire.Application> UploadDocument(Wire.UploadDocumentRequest request, ServerCallContext context) =>
        ShowAsync(Applications.UploadDocument.RunAsync(db, request.AccessToken, request.FileName, request.Content.Memory, context.CancellationToken), context);

    [AllowAnonymous]
    public override Task<Wire.Application> SubmitApplication(Wire.SubmitApplicationRequest request, ServerCallContext context) =>
        ShowAsync(Applications.SubmitApplication.RunAsync(db, request.AccessToken, request.Key, context.CancellationToken), context);

    [AllowAnonymous]
    public override Task<Wire.Application> SetWaitingForCouncil(Wire.SetWaitingForCouncilRequest request, ServerCallContext context) =>
        ShowAsync(WaitForCouncil.RunAsync(db, request.AccessToken, request.Waiting, context.CancellationToken), context);

    [AllowAnonymous]
    public override async Task<Wire.RequestResumeLinkReply> RequestResumeLink(Wire.RequestResumeLinkRequest request, ServerCallContext context)
    {
        await Applications.RequestResumeLink.RunAsync(db, request.Email, context.CancellationToken);
        return new Wire.RequestResumeLinkReply();
    }

    [AllowAnonymous]
    public override async Task<Wire.StartApplicationReply> ResumeApplication(Wire.ResumeApplicationRequest request, ServerCallContext context)
    {
        var (token, application) = await Applications.ResumeApplication.RunAsync(db, request.LinkToken, context.CancellationToken);
        return new Wire.StartApplicationReply { AccessToken = token, Application = await ShowApplication.RunAsync(db, application, context.CancellationToken) };
    }

    [AllowAnonymous]
    public override Task<Wire.Application> Appeal(Wire.AppealRequest request, ServerCallContext context) =>
        ShowAsync(AppealRefusal.RunAsync(db, request.AccessToken, request.Words, context.CancellationToken), context);

    [AllowAnonymous]
    public override async Task<Wire.Principles> GetPrinciples(Wire.GetPrinciplesRequest request, ServerCallContext context)
    {
        var text = await db.Principles.SingleOrDefaultAsync(
            text => text.Version == PrinciplesText.CurrentVersion && text.Language == request.Language, context.CancellationToken)
            ?? throw new RefusedException(AnswerRefusals.LanguageUnknown);
        return new Wire.Principles { Version = text.Version, Language = text.Language, Paragraphs = { text.Text.Split('\n') } };
    }

    [Authorize("scope:membership.application-mail")]
    public override async Task<Wire.IssueResumeLinkReply> IssueResumeLink(Wire.IssueResumeLinkRequest request, ServerCallContext context)
    {
        var (token, application) = await Applications.IssueResumeLink.RunAsync(db, request.ApplicationId, context.CancellationToken);
        return new Wire.IssueResumeLinkReply
        {
            LinkToken = token,
            Email = application.Answers.ContactEmail,
            Name = application.Answers.ContactName,
            Language = Person.OfferedLanguages.Contains(application.Language) ? application.Language : "en",
            Application = await ShowApplication.RunAsync(db, application, context.CancellationToken),
        };
    }

    private async Task<Wire.Application> ShowAsync(Task<Application> found, ServerCallContext context) =>
        await ShowApplication.RunAsync(db, await found, context.CancellationToken);
}
