using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts.Membership;
using StrongCities.Outbox;

namespace StrongCities.Identity.Accounts;

/// <summary>Asks Membership where a registered person is written to, and creates or corrects their account.</summary>
internal sealed class CreateAccounts(IServiceProvider services, Contacts.ContactsClient contacts) : WorkLoop<IdentityDb, AccountToCreate>(services)
{
    protected override async Task WorkAsync(AccountToCreate row, IdentityDb db, CancellationToken stop)
    {
        var contact = await contacts.GetContactAsync(new GetContactRequest { PersonId = row.PersonId.ToString() }, cancellationToken: stop);
        if (await db.Users.SingleOrDefaultAsync(account => account.Id == row.PersonId, stop) is { } known)
        {
            // An operator's account is older than their record in Membership, which knows neither name nor address.
            known.Name = contact.Name.Length > 0 ? contact.Name : known.Name;
        }
        else if (contact.Email.Length > 0)
        {
            db.Users.Add(Account.For(row.PersonId, contact.Name, contact.Email, contact.Language));
        }
    }
}
