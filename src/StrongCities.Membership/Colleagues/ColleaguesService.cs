using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.Organizations;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Colleagues;

/// <summary>The link is the permission: whoever holds it answers for the one role it was made for.</summary>
internal sealed class ColleaguesService(MembershipDb db) : Wire.Colleagues.ColleaguesBase
{
    [Authorize("scope:membership.colleague-mail")]
    public override Task<Wire.ColleagueNotice> DescribeNotice(Wire.DescribeNoticeRequest request, ServerCallContext context) => db.DecideAsync(async now =>
    {
        var id = Guid.TryParse(request.RoleId, out var parsed) ? parsed : Guid.Empty;
        var role = await db.OrganizationRoles.SingleOrDefaultAsync(role => role.Id == id && role.RegisteredBy != null, context.CancellationToken)
            ?? throw new RefusedException(ColleagueRefusals.NoticeUnknown);
        var token = role.IsHeld(now) && role.AgreedAt is null ? role.IssueLink(now) : "";
        return await Notice.ShowAsync(db, role, now, token, context.CancellationToken);
    }, context.CancellationToken);

    [AllowAnonymous]
    public override Task<Wire.ColleagueNotice> GetNotice(Wire.NoticeRequest request, ServerCallContext context) => AnswerAsync(request, (_, _) => Task.CompletedTask, context);

    [AllowAnonymous]
    public override Task<Wire.ColleagueNotice> AgreeToRole(Wire.NoticeRequest request, ServerCallContext context) => AnswerAsync(request, (role, now) =>
    {
        if (!role.IsHeld(now))
        {
            throw new RefusedException(OrganizationRefusals.RoleNotHeld);
        }

        role.AgreedAt ??= now;
        return Task.CompletedTask;
    }, context);

    [AllowAnonymous]
    public override Task<Wire.ColleagueNotice> UndoRole(Wire.NoticeRequest request, ServerCallContext context) => AnswerAsync(request, async (role, now) =>
    {
        if (!role.IsHeld(now))
        {
            return;
        }

        var roles = await db.OrganizationRoles.Where(row => row.OrganizationId == role.OrganizationId).ToListAsync(context.CancellationToken);
        if (OrganizationRole.MayBeEnded(roles, role.PersonId, role.Role, now) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        EndRole.Record(db, role, role.PersonId, now);
        db.AddFact(new Wire.ColleagueUndone(role.Id, role.OrganizationId, role.PersonId, role.RegisteredBy!.Value, role.Version), role.OrganizationId.ToString());
    }, context);

    private Task<Wire.ColleagueNotice> AnswerAsync(Wire.NoticeRequest request, Func<OrganizationRole, DateTimeOffset, Task> answer, ServerCallContext context) =>
        db.DecideAsync(async now =>
        {
            var role = await Notice.OpenAsync(db, request.Token, now, context.CancellationToken);
            await answer(role, now);
            return await Notice.ShowAsync(db, role, now, "", context.CancellationToken);
        }, context.CancellationToken);
}
