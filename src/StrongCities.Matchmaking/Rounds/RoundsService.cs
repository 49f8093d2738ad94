using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Matchmaking.Preferences;
using StrongCities.ServiceDefaults.Callers;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Matchmaking.Rounds;

internal sealed class RoundsService(MatchmakingDb db, OpenRound open) : Wire.Rounds.RoundsBase
{
    private const int RoundsMax = 50;

    // A smaller figure would tell of single organizations.
    private const int FigureMin = 5;
    private const int FewerThanFive = -1;
    private const int AgreedNotKnownYet = -1;
    private const int AgreedFewerThanFive = -2;

    [Authorize(Policies.Staff)]
    public override async Task<Wire.ListRoundsReply> ListRounds(Wire.ListRoundsRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var rounds = await db.Rounds.AsNoTracking().OrderByDescending(round => round.OpenedAt).Take(RoundsMax).ToListAsync(stop);
        var members = db.MemberOrganizations.Where(known => known.Standing == "member").Select(known => known.Id);
        var never = await db.Limits.CountAsync(limit => limit.Kind == Limit.Never, stop);
        return new Wire.ListRoundsReply
        {
            Rounds = { rounds.Select(Show) },
            Willing = await db.Preferences.CountAsync(known => known.Willing && known.LimitsConfirmedAt != null && members.Contains(known.OrganizationId), stop),
            NeverEntries = never < FigureMin ? FewerThanFive : never,
        };
    }

    [Authorize(Policies.Staff)]
    public override async Task<Wire.Round> OpenRound(Wire.OpenRoundRequest request, ServerCallContext context) => request.AnswerAt is null
        ? throw new RefusedException(RoundRefusals.AnswerDateOutOfRange)
        : Show(await open.RunAsync(context.PersonId(), request.Key, request.AnswerAt.ToDateTimeOffset(), context.CancellationToken));

    private static Wire.Round Show(Round round) => new()
    {
        RoundId = round.Id.ToString(),
        State = round.State.ToString().ToLowerInvariant(),
        OpenedAt = round.OpenedAt.ToTimestamp(),
        AnswerAt = round.AnswerAt.ToTimestamp(),
        Willing = round.Willing,
        Introductions = round.Introductions,
        Introduced = round.Introduced,
        Agreed = round.State != RoundState.Ended ? AgreedNotKnownYet : round.Agreed < FigureMin ? AgreedFewerThanFive : round.Agreed,
    };
}
