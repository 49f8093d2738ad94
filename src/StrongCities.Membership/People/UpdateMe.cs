using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.Applications;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.People;

/// <summary>
/// Changes the own name, language and time zone; the own organizations show the new name from then on.
/// Refuses with: person-unknown, name-missing, name-too-long, language-unknown, time-zone-unknown.
/// </summary>
internal static class UpdateMe
{
    public static Task<Person> RunAsync(MembershipDb db, Guid personId, string name, string language, string timeZone, CancellationToken stop) =>
        db.DecideAsync(async _ =>
        {
            var person = await db.People.SingleOrDefaultAsync(person => person.Id == personId, stop) ?? throw new RefusedException(PeopleRefusals.PersonUnknown);
            if (Person.MayBeCalled(name, language, timeZone) is { } refusal)
            {
                throw new RefusedException(refusal);
            }

            person.Name = Answers.Line(name);
            person.Language = language;
            person.TimeZone = timeZone;
            person.Version++;
            foreach (var role in await db.OrganizationRoles.Where(role => role.PersonId == personId).ToListAsync(stop))
            {
                role.KnownAs = person.Name;
            }

            return person;
        }, stop);
}
