using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts.Identity;
using StrongCities.Membership.Organizations;
using StrongCities.Outbox;

namespace StrongCities.Membership.People;

/// <summary>The first administrator has used the single-use link: the person becomes operator, registered here if unknown.</summary>
internal sealed class GrantOperatorConsumer(MembershipDb db) : FactConsumer<MembershipDb, OperatorInvited>(db)
{
    private const string Role = "operator";

    protected override async Task HandleAsync(OperatorInvited fact, FactContext context, CancellationToken stop)
    {
        var now = await Db.NowAsync(stop);
        if (!await Db.People.AnyAsync(person => person.Id == fact.PersonId, stop))
        {
            Db.Add(new Person { Id = fact.PersonId, RegisteredAt = now });
            RegisterPerson.Record(Db, fact.PersonId, null, now);
        }

        await GrantAsync(Db, fact.PersonId, Role, now, stop);
    }

    /// <summary>Gives a network role for good; a role held already stays as it is.</summary>
    public static async Task GrantAsync(MembershipDb db, Guid personId, string role, DateTimeOffset now, CancellationToken stop)
    {
        if (await db.NetworkRoles.AnyAsync(row => row.PersonId == personId && row.Role == role && row.Until == null, stop))
        {
            return;
        }

        db.Add(new NetworkRole { PersonId = personId, Role = role, GrantedAt = now });
        db.Add(new MembershipStep { At = now, Deed = "network-role-granted", PersonId = personId, What = role });
        db.AddFact(new Wire.NetworkRoleGranted(personId, role, 1, null), personId.ToString());
    }
}
