using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Matchmaking.Members;
using StrongCities.Matchmaking.Rounds;
using StrongCities.Matchmaking.Suggestions;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Matchmaking.Introductions;

/// <summary>An introduction as one side may see it; the other side's row is never read for it.</summary>
internal sealed class SideView
{
    public required Side Side { get; init; }
    public required Introduction Introduction { get; init; }
    public required Round Round { get; init; }

    public Guid OtherId => Introduction.FirstId == Side.OrganizationId ? Introduction.SecondId : Introduction.FirstId;

    public bool IsAgreed => Round.State == RoundState.Ended && Introduction.State == IntroductionState.Agreed;

    public Wire.Introduction Show() => new()
    {
        IntroductionId = Side.Id.ToString(),
        OrganizationId = Side.OrganizationId.ToString(),
        State = Round.State != RoundState.Ended ? "open" : IsAgreed ? "agreed" : "ended",
        AnswerAt = Round.AnswerAt.ToTimestamp(),
        Reasons = { Side.Reasons.Select(Reason.Parse).Select(reason => new Wire.Reason { Kind = reason.Kind, Value = reason.Value }) },
        OwnAnswer = Side.Answer ?? "",
    };
}

/// <summary>Finds introductions as a side sees them.</summary>
internal static class SideViews
{
    public static IQueryable<SideView> ViewsOf(this MatchmakingDb db, IQueryable<Side> sides) =>
        from side in sides
        join introduction in db.Introductions on side.IntroductionId equals introduction.Id
        join round in db.Rounds on introduction.RoundId equals round.Id
        select new SideView { Side = side, Introduction = introduction, Round = round };

    /// <summary>Refuses with: introduction-unknown, also for a side of an organization that the person does not act for.</summary>
    public static async Task<SideView> FindSideAsync(this MatchmakingDb db, Guid personId, string id, CancellationToken stop)
    {
        var view = Guid.TryParse(id, out var key) ? await db.ViewsOf(db.Sides.AsNoTracking().Where(side => side.Id == key)).SingleOrDefaultAsync(stop) : null;
        return view is not null && await db.ActsForAsync(personId, view.Side.OrganizationId, stop) ? view : throw new RefusedException(IntroductionRefusals.Unknown);
    }

    /// <summary>Whether the reader's side is suspended: while it is, it is shown nobody's name and address, of former introductions either.</summary>
    public static Task<bool> IsSuspendedAsync(this MatchmakingDb db, SideView view, CancellationToken stop) =>
        db.MemberOrganizations.AnyAsync(own => own.Id == view.Side.OrganizationId && own.Standing == "suspended", stop);
}
