using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.Applications;
using StrongCities.Membership.Organizations;
using StrongCities.Outbox;

namespace StrongCities.Membership.People;

/// <summary>The person with that address, registered now if nobody has it; an existing person's own name stays untouched.</summary>
internal static class RegisterPerson
{
    public static async Task<Guid> FindOrRegisterAsync(
        MembershipDb db, string email, string name, string language, Guid? byPersonId, DateTimeOffset now, CancellationToken stop)
    {
        var (id, key, address, called) = (Guid.CreateVersion7(), Person.KeyOf(email), email.Trim(), Answers.Line(name));
        var spoken = Person.OfferedLanguages.Contains(language) ? language : "en";
        // Two registrations of one address at once: the second finds the first's row.
        var fresh = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO people (id, name, email, email_key, language, time_zone, version, registered_at)
            VALUES ({id}, {called}, {address}, {key}, {spoken}, '', 1, {now}) ON CONFLICT (email_key) DO NOTHING
            """, stop);
        if (fresh == 0)
        {
            return await db.People.Where(person => person.EmailKey == key).Select(person => person.Id).SingleAsync(stop);
        }

        Record(db, id, byPersonId, now);
        return id;
    }

    public static void Record(MembershipDb db, Guid personId, Guid? byPersonId, DateTimeOffset now)
    {
        db.Add(new MembershipStep { At = now, ByPersonId = byPersonId, Deed = "person-registered", PersonId = personId });
        db.AddFact(new Wire.PersonRegistered(personId, 1), personId.ToString());
    }
}
