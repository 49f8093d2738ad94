using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.Organizations;

namespace StrongCities.Membership.Suspensions;

/// <summary>A suspension in the contract's words.</summary>
internal static class ShowSuspension
{
    /// <summary>As its organization may see it: no people, and nothing of what is only proposed.</summary>
    public static Wire.OwnSuspension ToOwn(this Suspension suspension) => new()
    {
        State = suspension.State,
        Reason = Suspension.Reason,
        Principle = suspension.Principle,
        Conduct = suspension.Conduct,
        Evidence = suspension.Evidence,
        Words = suspension.Words,
        DecidedAt = suspension.DecidedAt?.ToTimestamp(),
        AppealUntil = suspension.AppealUntil?.ToTimestamp(),
        AppealWords = suspension.AppealWords ?? "",
        AppealDueAt = suspension.AppealDueAt?.ToTimestamp(),
        AppealDecisionWords = suspension.AppealDecisionWords ?? "",
    };

    public static Wire.SuspensionSummary ToSummary(this Suspension suspension, Organization organization, DateTimeOffset now) => new()
    {
        SuspensionId = suspension.Id.ToString(),
        OrganizationName = organization.Name,
        Kind = organization.Kind,
        Country = organization.Country,
        State = suspension.State,
        Hub = suspension.Hub,
        ProposedAt = suspension.ProposedAt.ToTimestamp(),
        DueAt = suspension.DueAt?.ToTimestamp(),
        Overdue = suspension.DueAt < now,
        LiftProposed = suspension.IsInForce && suspension.LiftProposedBy is not null,
    };

    /// <summary>As vetters work on it.</summary>
    public static async Task<Wire.SuspensionCase> ToCaseAsync(MembershipDb db, Suspension suspension, CancellationToken stop)
    {
        var organization = await db.Organizations.SingleAsync(row => row.Id == suspension.OrganizationId, stop);
        var steps = await db.SuspensionSteps.AsNoTracking().Where(step => step.SuspensionId == suspension.Id).OrderBy(step => step.Id).ToListAsync(stop);
        // Of the organization's own people the vetters see no more than that it appealed.
        var vetters = steps.Where(step => step.Deed != "appealed").Select(step => step.PersonId).OfType<Guid>().Distinct().ToList();
        var names = await db.People.Where(person => vetters.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, stop);
        return new Wire.SuspensionCase
        {
            Summary = suspension.ToSummary(organization, await db.NowAsync(stop)),
            Suspension = suspension.ToOwn(),
            Standing = organization.Standing,
            ProposedByName = names.GetValueOrDefault(suspension.ProposedBy, ""),
            LiftWords = suspension.LiftWords ?? "",
            LiftProposedByName = suspension.LiftProposedBy is { } person ? names.GetValueOrDefault(person, "") : "",
            History =
            {
                steps.Select(step => new Wire.SuspensionStep
                {
                    At = step.At.ToTimestamp(),
                    PersonName = step.PersonId is { } by ? names.GetValueOrDefault(by, "") : "",
                    Deed = step.Deed,
                    Words = step.Words,
                }),
            },
        };
    }
}
