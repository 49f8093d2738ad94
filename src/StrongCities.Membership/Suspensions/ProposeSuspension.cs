using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.Applications;
using StrongCities.Membership.Organizations;
using StrongCities.Membership.Vetting;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Suspensions;

/// <summary>
/// A reviewer proposes to suspend a member; nobody is told before a second person decides.
/// Refuses with: organization-unknown, own-city, suspension-open-already, suspension-not-a-member, and answers-invalid, which names every bad field with its own reason.
/// </summary>
internal static class ProposeSuspension
{
    public static Task<Suspension> RunAsync(
        MembershipDb db, string organizationId, Guid reviewerId, string principle, string conduct, string evidence, string words, CancellationToken stop) =>
        db.DecideAsync(async now =>
        {
            var reviewer = await FindVetter.RunAsync(db, reviewerId, now, stop);
            var key = Guid.TryParse(organizationId, out var parsed) ? parsed : Guid.Empty;
            var organization = (await db.Organizations.FromSql($"SELECT * FROM organizations WHERE id = {key} FOR UPDATE").ToListAsync(stop)).SingleOrDefault();
            if (organization is null || !reviewer.MayKnowOf(organization))
            {
                throw new RefusedException(OrganizationRefusals.OrganizationUnknown);
            }

            if (reviewer.IsOf(organization))
            {
                throw new RefusedException(VettingRefusals.OwnCity);
            }

            if (await db.Suspensions.AnyAsync(row => row.OrganizationId == key && SuspensionState.Open.Contains(row.State), stop))
            {
                throw new RefusedException(SuspensionRefusals.SuspensionOpenAlready);
            }

            if (!Suspension.CanBeSuspended(organization))
            {
                throw new RefusedException(SuspensionRefusals.NotAMember);
            }

            if (Suspension.BadFields(principle, conduct, evidence, words) is { Count: > 0 } bad)
            {
                throw new RefusedException(ApplicationRefusals.AnswersInvalid(bad));
            }

            var suspension = new Suspension
            {
                Id = Guid.CreateVersion7(),
                OrganizationId = organization.Id,
                Hub = organization.Region,
                ProposedBy = reviewerId,
                ProposedAt = now,
                ReviewerOrganizations = [.. reviewer.OrganizationIds],
                ReviewerRegions = [.. reviewer.Regions],
                Principle = principle.Trim(),
                Conduct = conduct.Trim(),
                Evidence = evidence.Trim(),
                Words = words.Trim(),
                DecisionDueAt = now.AddDays(Suspension.DecisionDays),
            };
            db.Add(suspension);
            db.AddStep(suspension, now, "proposed", reviewerId, words);
            return suspension;
        }, stop);
}
