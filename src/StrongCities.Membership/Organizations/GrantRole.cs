using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.People;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Organizations;

/// <summary>
/// A focal point gives a colleague a role by address, for good or until an instant; the answer is the same whether or not the network knows the address.
/// Refuses with: organization-unknown, role-unknown, name-missing, name-too-long, email-invalid, end-in-the-past, role-already-held.
/// </summary>
internal static class GrantRole
{
    public static Task<Organization> RunAsync(
        MembershipDb db, string organizationId, Guid focalPointId, string name, string email, string role, DateTimeOffset? until, CancellationToken stop) =>
        db.DecideAsync(async now =>
        {
            var organization = await FindOrganization.ForFocalPointAsync(db, organizationId, focalPointId, now, stop);
            var key = Person.KeyOf(email);
            var existing = await db.OrganizationRoles.SingleOrDefaultAsync(
                row => row.OrganizationId == organization.Id && row.Role == role && db.People.Any(person => person.Id == row.PersonId && person.EmailKey == key), stop);
            if (OrganizationRole.MayBeGranted(role, name, email, until, existing?.IsHeld(now) == true, now) is { } refusal)
            {
                throw new RefusedException(refusal);
            }

            var language = await db.People.Where(person => person.Id == focalPointId).Select(person => person.Language).SingleAsync(stop);
            var personId = await RegisterPerson.FindOrRegisterAsync(db, email, name, language, focalPointId, now, stop);
            if (existing is not null)
            {
                existing.Version++;
                existing.Held = true;
                existing.Until = until;
                existing.KnownAs = Applications.Answers.Line(name);
                existing.GrantedAt = now;
                AskColleague(db, existing, focalPointId);
                Announce(db, existing, focalPointId, now);
                return organization;
            }

            var given = new OrganizationRole
            {
                Id = Guid.CreateVersion7(),
                OrganizationId = organization.Id,
                PersonId = personId,
                Role = role,
                Until = until,
                KnownAs = Applications.Answers.Line(name),
                GrantedAt = now,
            };
            AskColleague(db, given, focalPointId);
            Record(db, given, focalPointId, now);
            return organization;
        }, stop);

    // Who is given a role by somebody else is told, agrees or undoes it; who gives one to himself or herself knows.
    private static void AskColleague(MembershipDb db, OrganizationRole role, Guid focalPointId)
    {
        if (role.PersonId == focalPointId)
        {
            return;
        }

        (role.RegisteredBy, role.AgreedAt, role.LinkHash, role.LinkAt) = (focalPointId, null, null, null);
        db.AddFact(new Wire.ColleagueRegistered(role.Id, role.OrganizationId, role.PersonId, role.Version), role.OrganizationId.ToString());
    }

    /// <summary>A new role with its step and its fact.</summary>
    public static void Record(MembershipDb db, OrganizationRole role, Guid? byPersonId, DateTimeOffset now)
    {
        db.Add(role);
        Announce(db, role, byPersonId, now);
    }

    private static void Announce(MembershipDb db, OrganizationRole role, Guid? byPersonId, DateTimeOffset now)
    {
        db.Add(new MembershipStep
        {
            At = now,
            ByPersonId = byPersonId,
            Deed = "role-granted",
            OrganizationId = role.OrganizationId,
            PersonId = role.PersonId,
            What = role.Role,
        });
        db.AddFact(new Wire.OrganizationRoleGranted(role.OrganizationId, role.PersonId, role.Role, role.Version, role.Until), role.OrganizationId.ToString());
    }
}
