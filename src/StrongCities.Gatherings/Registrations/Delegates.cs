using Microsoft.EntityFrameworkCore;
using StrongCities.Gatherings.Members;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Registrations;

/// <summary>Who may be named for an organization's seats: people who act for it.</summary>
internal static class Delegates
{
    /// <summary>The people as they were sent, each once.</summary>
    public static List<Guid> Read(IReadOnlyCollection<string> personIds)
    {
        var people = personIds.Select(text => Guid.TryParse(text, out var id) ? id : throw new RefusedException(RegistrationRefusals.PersonNotOfOrganization)).ToList();
        return people.Distinct().Count() == people.Count ? people : throw new RefusedException(RegistrationRefusals.PersonAlreadySeated);
    }

    public static async Task<List<Guid>> DelegatesAsync(this GatheringsDb db, Guid organizationId, IReadOnlyCollection<string> personIds, CancellationToken stop)
    {
        var people = Read(personIds);
        if (people.Count == 0)
        {
            return people;
        }

        var known = await db.CurrentRoles().Where(role => role.OrganizationId == organizationId && people.Contains(role.PersonId))
            .Select(role => role.PersonId).Distinct().CountAsync(stop);
        return known == people.Count ? people : throw new RefusedException(RegistrationRefusals.PersonNotOfOrganization);
    }
}
