using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts.Membership;
using StrongCities.Outbox;

namespace StrongCities.Identity.Accounts;

/// <summary>Notes that a person may sign in from now on; the address is fetched by <see cref="CreateAccounts"/>.</summary>
internal sealed class RequestAccountConsumer(IdentityDb db) : FactConsumer<IdentityDb, PersonRegistered>(db)
{
    protected override async Task HandleAsync(PersonRegistered fact, FactContext context, CancellationToken stop)
    {
        if (!await Db.AccountsToCreate.AnyAsync(row => row.PersonId == fact.PersonId, stop))
        {
            Db.AccountsToCreate.Add(new AccountToCreate { PersonId = fact.PersonId });
        }
    }
}
