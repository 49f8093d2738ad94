using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.Organizations;
using StrongCities.Membership.Vetting;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Suspensions;

/// <summary>A suspension for somebody who vets; for people of the organization or of its city it does not exist on the staff desk.</summary>
internal static class FindSuspension
{
    /// <summary>Refuses with: suspension-unknown.</summary>
    public static async Task<(Suspension Suspension, Organization Organization)> ForVetterAsync(MembershipDb db, string id, Vetter vetter, CancellationToken stop)
    {
        var key = Guid.TryParse(id, out var parsed) ? parsed : Guid.Empty;
        var suspension = await db.Suspensions.SingleOrDefaultAsync(row => row.Id == key, stop) ?? throw new RefusedException(SuspensionRefusals.SuspensionUnknown);
        var organization = await db.Organizations.SingleAsync(row => row.Id == suspension.OrganizationId, stop);
        return vetter.IsOf(organization) ? throw new RefusedException(SuspensionRefusals.SuspensionUnknown) : (suspension, organization);
    }

    public static Task<Suspension?> InForceAsync(MembershipDb db, Guid organizationId, CancellationToken stop) =>
        db.Suspensions.SingleOrDefaultAsync(row => row.OrganizationId == organizationId && SuspensionState.InForce.Contains(row.State), stop);

    /// <summary>One deed of a vetter: who acts, the rule, the change, its steps. The organization's lock lets one deed in at a time.</summary>
    public static Task<Suspension> DecideAsync(
        MembershipDb db, string id, Guid personId, Func<Suspension, Organization, Vetter, DateTimeOffset, Refusal?> decide, CancellationToken stop) =>
        DecideAsync(db, id, personId, (suspension, organization, vetter, now) => Task.FromResult(decide(suspension, organization, vetter, now)), stop);

    public static Task<Suspension> DecideAsync(
        MembershipDb db, string id, Guid personId, Func<Suspension, Organization, Vetter, DateTimeOffset, Task<Refusal?>> decide, CancellationToken stop) =>
        db.DecideAsync(async now =>
        {
            var key = Guid.TryParse(id, out var parsed) ? parsed : Guid.Empty;
            await db.Organizations.FromSql($"SELECT * FROM organizations WHERE id = (SELECT organization_id FROM suspensions WHERE id = {key}) FOR UPDATE").LoadAsync(stop);
            var vetter = await FindVetter.RunAsync(db, personId, now, stop);
            var (suspension, organization) = await ForVetterAsync(db, id, vetter, stop);
            if (await decide(suspension, organization, vetter, now) is { } refusal)
            {
                throw new RefusedException(refusal);
            }

            suspension.Version++;
            return suspension;
        }, stop);

    public static void AddStep(this MembershipDb db, Suspension suspension, DateTimeOffset at, string deed, Guid? personId = null, string words = "") =>
        db.Add(new SuspensionStep { SuspensionId = suspension.Id, At = at, Deed = deed, PersonId = personId, Words = words.Trim() });

    /// <summary>Gives back the standing of before, unless the organization has left meanwhile.</summary>
    public static void RestoreStanding(MembershipDb db, Suspension suspension, Organization organization, Guid byPersonId, DateTimeOffset now)
    {
        if (organization.Standing != OrganizationStanding.Left)
        {
            organization.Become(suspension.StandingBefore!, now);
            ChangeStanding.Record(db, organization, byPersonId, now);
        }
    }
}
