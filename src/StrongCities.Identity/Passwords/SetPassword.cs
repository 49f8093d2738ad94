using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StrongCities.Identity.Accounts;
using StrongCities.Identity.Sessions;

namespace StrongCities.Identity.Passwords;

/// <summary>Sets or changes the password of who is signed in, and ends their other sessions.</summary>
internal sealed class SetPassword(IdentityDb db, IPasswordHasher<Account> hasher, EndSession end)
{
    public async Task SetAsync(SessionTicket ticket, string password, CancellationToken cancellationToken)
    {
        var account = await db.Users.SingleAsync(a => a.Id == ticket.PersonId, cancellationToken);
        account.PasswordHash = hasher.HashPassword(account, password);
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        await db.SaveChangesAsync(cancellationToken);
        await end.EndOthersAsync(ticket, cancellationToken);
    }
}
