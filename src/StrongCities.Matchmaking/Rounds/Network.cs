using Microsoft.EntityFrameworkCore;
using StrongCities.Matchmaking.Introductions;
using StrongCities.Matchmaking.Preferences;
using StrongCities.Matchmaking.Suggestions;

namespace StrongCities.Matchmaking.Rounds;

/// <summary>The network at the moment a round is prepared: all members, who may not meet whom, and whom each of them knows to be out of question.</summary>
internal sealed record Network(IReadOnlyList<Party> Parties, Vetoes Vetoes, IReadOnlyDictionary<Guid, HashSet<Guid>> RuledOut)
{
    public static async Task<Network> ReadAsync(MatchmakingDb db, DateTimeOffset now, DateTimeOffset answerAt, CancellationToken stop)
    {
        var preferences = await db.Preferences.AsNoTracking().ToDictionaryAsync(known => known.OrganizationId, stop);
        var members = await db.MemberOrganizations.AsNoTracking().Where(known => known.Standing == "member").OrderBy(known => known.Id).ToListAsync(stop);
        var parties = members.Select(member =>
        {
            var told = preferences.GetValueOrDefault(member.Id);
            return new Party(
                member.Id, member.Kind, member.Country, member.Region, Party.SizeOf(member.Population), member.IsListed, member.Themes, member.Languages,
                told?.Needs ?? [], told?.Offers ?? [], told is null || told.TimeZone.Length == 0 ? default : HoursOfWeek.Of(told.Hours, TimeZoneInfo.FindSystemTimeZoneById(told.TimeZone), answerAt),
                told is { Willing: true, LimitsConfirmedAt: not null } ? told.Capacity : 0);
        }).ToList();

        var vetoes = new Vetoes();
        var ruledOut = parties.ToDictionary(party => party.Id, _ => new HashSet<Guid>());
        foreach (var limit in await db.Limits.AsNoTracking().Where(limit => limit.Kind == Limit.Never || !limit.AsksFirst).ToListAsync(stop))
        {
            vetoes.Forbid(limit.OrganizationId, limit.OtherId);
            // The one who named it knows; the other must not.
            ruledOut.GetValueOrDefault(limit.OrganizationId)?.Add(limit.OtherId);
        }

        var since = now.AddDays(-Vetoes.MetBeforeDays);
        var recent = db.Rounds.Where(round => round.AnswerAt > since).Select(round => round.Id);
        foreach (var met in await db.Introductions.AsNoTracking().Where(met => recent.Contains(met.RoundId)).Select(met => new { met.FirstId, met.SecondId, met.State }).ToListAsync(stop))
        {
            vetoes.Forbid(met.FirstId, met.SecondId);
            if (met.State == IntroductionState.Agreed)
            {
                ruledOut.GetValueOrDefault(met.FirstId)?.Add(met.SecondId);
                ruledOut.GetValueOrDefault(met.SecondId)?.Add(met.FirstId);
            }
        }

        return new Network(parties, vetoes, ruledOut);
    }
}
