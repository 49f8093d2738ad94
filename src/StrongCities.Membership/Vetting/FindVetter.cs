using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.Applications;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Vetting;

/// <summary>The calling reviewer or decider with the organizations held at this moment.</summary>
internal static class FindVetter
{
    public static async Task<Vetter> RunAsync(MembershipDb db, Guid personId, DateTimeOffset now, CancellationToken stop)
    {
        var organizations = await db.OrganizationRoles
            .Where(role => role.PersonId == personId && role.Held && (role.Until == null || role.Until > now))
            .Join(db.Organizations, role => role.OrganizationId, organization => organization.Id, (_, organization) => organization)
            .Distinct().ToListAsync(stop);
        return new Vetter(personId, [.. organizations.Select(organization => new VetterOrganization(
            organization.Id, organization.Region, organization.Country,
            organization.IsCity ? [organization.Name, organization.Place] : [organization.Place]))]);
    }

    /// <summary>One deed of a vetter on a locked case: who acts, the rule, the change, its step in the history.</summary>
    public static Task<Application> DecideCaseAsync(
        MembershipDb db, string applicationId, Guid personId, Func<Application, Vetter, DateTimeOffset, Task<Refusal?>> decide, CancellationToken stop) =>
        db.DecideAsync(async now =>
        {
            var vetter = await RunAsync(db, personId, now, stop);
            var application = await CaseForAsync(db, applicationId, vetter, stop);
            if (await decide(application, vetter, now) is { } refusal)
            {
                throw new RefusedException(refusal);
            }

            return application;
        }, stop);

    /// <summary>A case that this vetter may see. Refuses with: application-unknown.</summary>
    public static async Task<Application> CaseForAsync(MembershipDb db, string applicationId, Vetter vetter, CancellationToken stop) =>
        await FindApplication.CaseAsync(db, applicationId, stop) is var application && vetter.MaySee(application)
            ? application : throw new RefusedException(ApplicationRefusals.ApplicationUnknown);
}
