using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts.Identity;
using StrongCities.Identity.Accounts;
using StrongCities.Identity.Sessions;
using StrongCities.Identity.SignIn;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults;

namespace StrongCities.Identity.Operators;

/// <summary>Uses the printed link: the account exists, the fact goes out by which Membership grants the role, and the browser is signed in unless the account has an app.</summary>
internal sealed class AcceptOperatorInvitation(IdentityDb db, StartSession start)
{
    /// <summary>The invited address, or null when the link is dead; changes nothing.</summary>
    public async Task<string?> PreviewAsync(string? token, CancellationToken cancellationToken)
    {
        var hash = RandomSecret.Hash(token ?? "");
        return await db.Database.SqlQuery<string>(
            $"select email as \"Value\" from operator_invitations where token_hash = {hash} and used_at is null and expires_at > now()").SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>False when the link was used or has expired.</summary>
    public async Task<bool> AcceptAsync(HttpContext http, string? token, string name, string language)
    {
        var cancellationToken = http.RequestAborted;
        var hash = RandomSecret.Hash(token ?? "");
        Account account;
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            var invitation = await db.OperatorInvitations.FromSql(
                $"select * from operator_invitations where token_hash = {hash} and used_at is null and expires_at > now() for update").SingleOrDefaultAsync(cancellationToken);
            if (invitation is null)
            {
                return false;
            }

            account = await FindOnlyAsync(invitation.Email, cancellationToken) ?? Add(invitation.Email, name, language);
            invitation.PersonId = account.Id;
            db.AddFact(new OperatorInvited(account.Id), key: account.Id.ToString());
            await db.SaveChangesAsync(cancellationToken);
            await db.Database.ExecuteSqlAsync($"update operator_invitations set used_at = now() where id = {invitation.Id}", cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        // Who has an app already signs in with it.
        if (!await db.Authenticators.AnyAsync(row => row.AccountId == account.Id, cancellationToken))
        {
            await start.StartAsync(http, account, "invitation");
        }

        return true;
    }

    // A member who becomes operator keeps their account; where several share the address, nobody is guessed.
    private async Task<Account?> FindOnlyAsync(string email, CancellationToken cancellationToken)
    {
        var normalized = Address.Normalize(email);
        var found = await db.Users.Where(account => account.NormalizedEmail == normalized).Take(2).ToListAsync(cancellationToken);
        return found is [var only] ? only : null;
    }

    private Account Add(string email, string name, string language)
    {
        var account = Account.For(Guid.CreateVersion7(), name, email, language);
        db.Users.Add(account);
        return account;
    }
}
