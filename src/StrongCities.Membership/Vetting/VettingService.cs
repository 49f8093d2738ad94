using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.Applications;
using StrongCities.ServiceDefaults.Callers;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Vetting;

/// <summary>The cases as reviewers and deciders work on them.</summary>
internal sealed class VettingService(MembershipDb db) : Wire.Vetting.VettingBase
{
    private const int CasesMax = 500;

    [Authorize(Policies.Vetting)]
    public override async Task<Wire.ListCasesReply> ListCases(Wire.ListCasesRequest request, ServerCallContext context)
    {
        var now = await db.NowAsync(context.CancellationToken);
        var vetter = await FindVetter.RunAsync(db, context.PersonId(), now, context.CancellationToken);
        var states = request.Filter switch { "decided" => ApplicationState.Decided, "all" => [.. ApplicationState.Open, .. ApplicationState.Decided], _ => ApplicationState.Open };
        var cases = await db.Applications.AsNoTracking()
            .Where(application => states.Contains(application.State) && (request.Hub == "" || application.Hub == request.Hub))
            .OrderBy(application => application.SubmittedAt).ThenBy(application => application.Id).Take(CasesMax).ToListAsync(context.CancellationToken);
        return new Wire.ListCasesReply
        {
            Cases =
            {
                cases.Where(vetter.MaySee).Select(application => new Wire.CaseSummary
                {
                    ApplicationId = application.Id.ToString(),
                    Reference = application.Reference,
                    Kind = application.Kind,
                    State = application.State,
                    OrganizationName = application.Answers.OrganizationName,
                    Country = application.Answers.Country,
                    Hub = application.Hub,
                    SubmittedAt = application.SubmittedAt?.ToTimestamp(),
                    DueAt = application.DueAt?.ToTimestamp(),
                    Overdue = application.IsOverdue(now),
                }),
            },
        };
    }

    [Authorize(Policies.Vetting)]
    public override Task<Wire.Case> GetCase(Wire.GetCaseRequest request, ServerCallContext context) =>
        ShowAsync(FindCaseAsync(request.ApplicationId, context), context);

    [Authorize(Policies.Vetting)]
    public override async Task<Wire.Document> GetDocument(Wire.GetDocumentRequest request, ServerCallContext context)
    {
        var application = await FindCaseAsync(request.ApplicationId, context);
        var id = Guid.TryParse(request.DocumentId, out var parsed) ? parsed : Guid.Empty;
        var document = await db.Documents.AsNoTracking().SingleOrDefaultAsync(document => document.Id == id && document.ApplicationId == application.Id, context.CancellationToken)
            ?? throw new RefusedException(VettingRefusals.DocumentUnknown);
        return new Wire.Document { FileName = document.FileName, ContentType = document.ContentType, Content = ByteString.CopyFrom(document.Content) };
    }

    [Authorize(Policies.Reviewer)]
    public override Task<Wire.Case> BeginReview(Wire.BeginReviewRequest request, ServerCallContext context) =>
        ShowAsync(Vetting.BeginReview.RunAsync(db, request.ApplicationId, context.PersonId(), context.CancellationToken), context);

    [Authorize(Policies.Reviewer)]
    public override Task<Wire.Case> Recommend(Wire.RecommendRequest request, ServerCallContext context) =>
        ShowAsync(RecommendApplication.RunAsync(
            db, request.ApplicationId, context.PersonId(), request.Admit, request.Checked, request.Words, request.RefusalReason, context.CancellationToken), context);

    [Authorize(Policies.Reviewer)]
    public override Task<Wire.Case> AskApplicant(Wire.AskApplicantRequest request, ServerCallContext context) =>
        ShowAsync(Vetting.AskApplicant.RunAsync(db, request.ApplicationId, context.PersonId(), request.Words, context.CancellationToken), context);

    [Authorize(Policies.Decider)]
    public override Task<Wire.Case> Decide(Wire.DecideRequest request, ServerCallContext context)
    {
        var decision = new Decision(request.Admit, request.RefusalReason, request.Words, request.Principle, request.Conduct, request.Evidence);
        return ShowAsync(DecideApplication.RunAsync(db, request.ApplicationId, context.PersonId(), decision, context.CancellationToken), context);
    }

    [Authorize(Policies.Decider)]
    public override Task<Wire.Case> DecideAppeal(Wire.DecideAppealRequest request, ServerCallContext context) =>
        ShowAsync(Vetting.DecideAppeal.RunAsync(
            db, request.ApplicationId, context.PersonId(), request.Admit, request.Words, context.CancellationToken), context);

    [AllowAnonymous]
    public override Task<Wire.ListReasonsReply> ListReasons(Wire.ListReasonsRequest request, ServerCallContext context) =>
        Task.FromResult(new Wire.ListReasonsReply
        {
            Reasons = { RefusalReasons.TestsByReason.Select(reason => new Wire.RefusalReason { Reason = reason.Key, Tests = { reason.Value } }) },
        });

    private async Task<Application> FindCaseAsync(string applicationId, ServerCallContext context)
    {
        var now = await db.NowAsync(context.CancellationToken);
        var vetter = await FindVetter.RunAsync(db, context.PersonId(), now, context.CancellationToken);
        return await FindVetter.CaseForAsync(db, applicationId, vetter, context.CancellationToken);
    }

    private async Task<Wire.Case> ShowAsync(Task<Application> found, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var application = await found;
        var steps = await db.CaseSteps.Where(step => step.ApplicationId == application.Id).OrderBy(step => step.Id).ToListAsync(stop);
        var people = steps.Select(step => step.PersonId).Append(application.RecommendedBy).OfType<Guid>().Distinct().ToList();
        var names = await db.People.Where(person => people.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, stop);
        var duplicates = await FindLikelyDuplicates.RunAsync(db, application, stop);
        return new Wire.Case
        {
            Application = await ShowApplication.RunAsync(db, application, stop),
            QuestionsAsked = application.QuestionsAsked,
            MailBounced = application.MailBouncedAt is not null,
            History =
            {
                steps.Select(step => new Wire.CaseStep
                {
                    At = step.At.ToTimestamp(),
                    PersonId = step.PersonId?.ToString() ?? "",
                    PersonName = step.PersonId is { } person ? names.GetValueOrDefault(person, "") : "",
                    Deed = step.Deed,
                    State = step.State,
                    Words = step.Words,
                }),
            },
            Duplicates =
            {
                duplicates.Select(duplicate => new Wire.LikelyDuplicate
                {
                    OrganizationId = duplicate.Id.ToString(),
                    Name = duplicate.Name,
                    Place = duplicate.Place,
                    Likeness = { Likeness(duplicate) },
                }),
            },
            Recommendation = application.RecommendedBy is not { } reviewer ? null : new Wire.Recommendation
            {
                PersonName = names.GetValueOrDefault(reviewer, ""),
                Admit = application.RecommendedAdmit == true,
                Checked = { application.Checked },
                Words = application.RecommendationWords ?? "",
                RefusalReason = application.RecommendedReason ?? "",
            },
        };
    }

    private static IEnumerable<string> Likeness(LikelyDuplicate duplicate) =>
        new[] { (duplicate.LikeName, "name"), (duplicate.LikePlace, "place"), (duplicate.LikeDomain, "domain") }.Where(like => like.Item1).Select(like => like.Item2);
}
