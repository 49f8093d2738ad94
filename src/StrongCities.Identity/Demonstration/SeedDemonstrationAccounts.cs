using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts.Demonstration;
using StrongCities.Identity.Accounts;

namespace StrongCities.Identity.Demonstration;

/// <summary>Creates the accounts of the fictional people; runs only where Demonstration__Seed was accepted, which is Development.</summary>
internal sealed class SeedDemonstrationAccounts(IdentityDb db)
{
    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        var known = await db.Users.Select(account => account.Id).ToListAsync(cancellationToken);
        var missing = DemonstrationPeople.All.Where(person => !known.Contains(person.PersonId))
            .Select(person => Account.For(person.PersonId, person.Name, person.Email, person.Language));
        db.Users.AddRange(missing);
        await db.SaveChangesAsync(cancellationToken);
    }
}
