using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.Directory;
using StrongCities.Membership.Organizations;
using StrongCities.Membership.Vetting;
using StrongCities.ServiceDefaults.Callers;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Suspensions;

/// <summary>Suspensions as vetters work on them, the appeal of a suspended organization, and what its mail says.</summary>
internal sealed class SuspensionsService(MembershipDb db) : Wire.Suspensions.SuspensionsBase
{
    private const int SuspensionsMax = 500;
    private const int FoundMax = 20;
    private const int QueryMin = 2;

    [Authorize(Policies.Vetting)]
    public override async Task<Wire.ListSuspensionsReply> ListSuspensions(Wire.ListSuspensionsRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var now = await db.NowAsync(stop);
        var vetter = await FindVetter.RunAsync(db, context.PersonId(), now, stop);
        var rows = await db.Suspensions.AsNoTracking()
            .Join(db.Organizations, suspension => suspension.OrganizationId, organization => organization.Id, (suspension, organization) => new { suspension, organization })
            .OrderByDescending(row => SuspensionState.Open.Contains(row.suspension.State)).ThenBy(row => row.suspension.ProposedAt).ThenBy(row => row.suspension.Id)
            .Take(SuspensionsMax).ToListAsync(stop);
        return new Wire.ListSuspensionsReply
        {
            Suspensions = { rows.Where(row => !vetter.IsOf(row.organization)).Select(row => row.suspension.ToSummary(row.organization, now)) },
        };
    }

    [Authorize(Policies.Vetting)]
    public override async Task<Wire.SuspensionCase> GetSuspension(Wire.GetSuspensionRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var vetter = await FindVetter.RunAsync(db, context.PersonId(), await db.NowAsync(stop), stop);
        var (suspension, _) = await FindSuspension.ForVetterAsync(db, request.SuspensionId, vetter, stop);
        return await ShowSuspension.ToCaseAsync(db, suspension, stop);
    }

    [Authorize(Policies.Reviewer)]
    public override async Task<Wire.FindOrganizationsReply> FindOrganizations(Wire.FindOrganizationsRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var reviewer = await FindVetter.RunAsync(db, context.PersonId(), await db.NowAsync(stop), stop);
        var named = Guid.TryParse(request.OrganizationId, out var id) ? db.Organizations.Where(row => row.Id == id) : SearchMembers.Matching(db, request.Query);
        var found = request.Query.Trim().Length < QueryMin && id == Guid.Empty ? [] : await named.AsNoTracking()
            .Where(row => row.Standing == OrganizationStanding.Member || row.Standing == OrganizationStanding.Paused)
            .OrderBy(row => row.Name).ThenBy(row => row.Id).Take(FoundMax).ToListAsync(stop);
        return new Wire.FindOrganizationsReply
        {
            Organizations =
            {
                found.Where(reviewer.MayKnowOf).Select(row => new Wire.FoundOrganization { OrganizationId = row.Id.ToString(), Name = row.Name, Kind = row.Kind, Country = row.Country }),
            },
        };
    }

    [Authorize(Policies.Reviewer)]
    public override Task<Wire.SuspensionCase> Propose(Wire.ProposeSuspensionRequest request, ServerCallContext context) =>
        ShowAsync(ProposeSuspension.RunAsync(
            db, request.OrganizationId, context.PersonId(), request.Principle, request.Conduct, request.Evidence, request.Words, context.CancellationToken), context);

    [Authorize(Policies.Decider)]
    public override Task<Wire.SuspensionCase> Decide(Wire.DecideSuspensionRequest request, ServerCallContext context) =>
        ShowAsync(DecideSuspension.RunAsync(db, request.SuspensionId, context.PersonId(), request.Suspend, request.Words, context.CancellationToken), context);

    [Authorize(Policies.Reviewer)]
    public override Task<Wire.SuspensionCase> ProposeLift(Wire.ProposeLiftRequest request, ServerCallContext context) =>
        ShowAsync(LiftSuspension.ProposeAsync(db, request.SuspensionId, context.PersonId(), request.Words, context.CancellationToken), context);

    [Authorize(Policies.Decider)]
    public override Task<Wire.SuspensionCase> DecideLift(Wire.DecideLiftRequest request, ServerCallContext context) =>
        ShowAsync(LiftSuspension.DecideAsync(db, request.SuspensionId, context.PersonId(), request.Lift, request.Words, context.CancellationToken), context);

    [Authorize(Policies.Decider)]
    public override Task<Wire.SuspensionCase> DecideAppeal(Wire.DecideSuspensionAppealRequest request, ServerCallContext context) =>
        ShowAsync(DecideSuspensionAppeal.RunAsync(db, request.SuspensionId, context.PersonId(), request.Lift, request.Words, context.CancellationToken), context);

    [Authorize(Policies.Person)]
    public override async Task<Wire.OwnSuspension> Appeal(Wire.AppealSuspensionRequest request, ServerCallContext context) =>
        (await AppealSuspension.RunAsync(db, request.OrganizationId, context.PersonId(), request.Words, context.CancellationToken)).ToOwn();

    [Authorize("scope:membership.suspension-mail")]
    public override async Task<Wire.SuspensionDescription> Describe(Wire.DescribeSuspensionRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var id = Guid.TryParse(request.SuspensionId, out var parsed) ? parsed : Guid.Empty;
        var suspension = await db.Suspensions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && (row.State == SuspensionState.Lifted || SuspensionState.InForce.Contains(row.State)), stop)
            ?? throw new RefusedException(SuspensionRefusals.SuspensionUnknown);
        var organization = await db.Organizations.AsNoTracking().SingleAsync(row => row.Id == suspension.OrganizationId, stop);
        var now = await db.NowAsync(stop);
        var people = await db.OrganizationRoles
            .Where(role => role.OrganizationId == organization.Id && role.Role == OrganizationRole.FocalPoint && role.Held && (role.Until == null || role.Until > now))
            .Select(role => role.PersonId).OrderBy(person => person).ToListAsync(stop);
        return new Wire.SuspensionDescription
        {
            OrganizationId = organization.Id.ToString(),
            OrganizationName = organization.Name,
            OrganizationKind = organization.Kind,
            Suspension = suspension.ToOwn(),
            PersonIds = { people.Select(person => person.ToString()) },
        };
    }

    private async Task<Wire.SuspensionCase> ShowAsync(Task<Suspension> done, ServerCallContext context) =>
        await ShowSuspension.ToCaseAsync(db, await done, context.CancellationToken);
}
