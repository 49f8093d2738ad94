using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts.Membership;
using StrongCities.Outbox;

namespace StrongCities.Identity.Accounts;

/// <summary>Notes everybody whom Membership knows and who has no account yet: their facts may be older than this service's queue.</summary>
internal sealed class FillAccounts(IdentityDb db, MembershipBackfill.MembershipBackfillClient membership) : Backfill
{
    public override async Task RunAsync(CancellationToken stop)
    {
        var people = new List<Guid>();
        using (var call = membership.StreamPeople(new StreamPeopleRequest(), cancellationToken: stop))
        {
            await foreach (var person in call.ResponseStream.ReadAllAsync(stop))
            {
                people.Add(Guid.Parse(person.PersonId));
            }
        }

        var known = await db.Users.Select(account => account.Id)
            .Concat(db.AccountsToCreate.Select(row => row.PersonId)).ToHashSetAsync(stop);
        db.AccountsToCreate.AddRange(people.Where(person => !known.Contains(person)).Select(person => new AccountToCreate { PersonId = person }));
        await db.SaveChangesAsync(stop);
    }
}
