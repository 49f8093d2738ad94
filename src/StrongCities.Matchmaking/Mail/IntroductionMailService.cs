using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Matchmaking.Introductions;
using StrongCities.Matchmaking.Members;
using StrongCities.Matchmaking.Rounds;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Matchmaking.Mail;

internal sealed class IntroductionMailService(MatchmakingDb db) : Wire.IntroductionMail.IntroductionMailBase
{
    [Authorize("scope:matchmaking.mail")]
    public override async Task<Wire.ListConcernedReply> ListConcerned(Wire.ListConcernedRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        if (!Guid.TryParse(request.RoundId, out var id) || !await db.Rounds.AnyAsync(round => round.Id == id, stop))
        {
            throw new RefusedException(RoundRefusals.Unknown);
        }

        var introductions = db.Introductions.Where(introduction => introduction.RoundId == id).Select(introduction => introduction.Id);
        // By their random ids: the order says nothing of who was suggested to whom.
        var sides = await db.Sides.Where(side => introductions.Contains(side.IntroductionId)).OrderBy(side => side.Id).Select(side => side.Id).ToListAsync(stop);
        return new Wire.ListConcernedReply { IntroductionIds = { sides.Select(side => side.ToString()) } };
    }

    [Authorize("scope:matchmaking.mail")]
    public override async Task<Wire.IntroductionDescription> Describe(Wire.DescribeIntroductionRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var view = Guid.TryParse(request.IntroductionId, out var id)
            ? await db.ViewsOf(db.Sides.AsNoTracking().Where(side => side.Id == id)).SingleOrDefaultAsync(stop) : null;
        if (view is null)
        {
            throw new RefusedException(IntroductionRefusals.Unknown);
        }

        var shown = view.Show();
        // A mail is no place for an answer.
        shown.OwnAnswer = "";
        var people = await db.CurrentRoles().Where(role => role.OrganizationId == view.Side.OrganizationId && role.Role == OrganizationRole.FocalPoint)
            .Select(role => role.PersonId).Distinct().OrderBy(person => person).ToListAsync(stop);
        return new Wire.IntroductionDescription { Introduction = shown, PersonIds = { people.Select(person => person.ToString()) } };
    }
}
