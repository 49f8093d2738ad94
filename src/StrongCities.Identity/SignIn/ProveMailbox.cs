using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StrongCities.Identity.Accounts;
using StrongCities.ServiceDefaults;

namespace StrongCities.Identity.SignIn;

internal enum Proof
{
    Proven,
    WrongCode,
    NothingToProve,
}

/// <summary>
/// Takes the code typed in the asking browser, or the button of the mailed link in any browser. Either works once; five wrong codes end it.
/// </summary>
internal sealed class ProveMailbox(IdentityDb db, IPasswordHasher<Account> hasher)
{
    // Compared with where there is no code, so that an unknown address costs the same work.
    private static readonly string NoCode = new PasswordHasher<Account>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }))
        .HashPassword(new Account(), RandomSecret.Create());

    public async Task<Proof> ByCodeAsync(byte[]? browserHash, string code, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var request = browserHash is null ? null : await db.SignInRequests.FromSql(
            $"""
             select * from sign_in_requests
             where browser_hash = {browserHash} and proven_at is null and attempts < {SignInRequest.AttemptsMax}
               and requested_at > now() - make_interval(mins => {SignInRequest.RequestValidMinutes})
             for update
             """).SingleOrDefaultAsync(cancellationToken);
        if (request is null)
        {
            return Proof.NothingToProve;
        }

        var fits = hasher.VerifyHashedPassword(new Account(), request.CodeHash ?? NoCode, code) != PasswordVerificationResult.Failed;
        var proven = fits && await IsAliveAsync(request.Id, cancellationToken);
        if (proven)
        {
            await MarkProvenAsync(request.Id, browserHash!, cancellationToken);
        }
        else
        {
            request.Attempts++;
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return proven ? Proof.Proven
            : request.Attempts >= SignInRequest.AttemptsMax ? Proof.NothingToProve
            : Proof.WrongCode;
    }

    /// <summary>The name of whom the link would sign in, or null when it is dead; changes nothing.</summary>
    public async Task<string?> PreviewLinkAsync(string? token, CancellationToken cancellationToken)
    {
        var hash = RandomSecret.Hash(token ?? "");
        return await db.Database.SqlQuery<string>(
            $"""
             select account.name as "Value" from sign_in_requests request join accounts account on account.id = request.account_id
             where request.link_hash = {hash} and request.proven_at is null and request.code_expires_at > now()
             """).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>
    /// False when the link was used or has expired. The request is this browser's from here on; the way back belongs to the browser that asked, another one starts at the site.
    /// </summary>
    public async Task<bool> ByLinkAsync(string? token, byte[]? askingHash, byte[] browserHash, CancellationToken cancellationToken)
    {
        var hash = RandomSecret.Hash(token ?? "");
        var asking = askingHash ?? [];
        return await db.Database.ExecuteSqlAsync(
            $"""
             update sign_in_requests request set proven_at = now(), code_hash = null, browser_hash = {browserHash},
                    return_path = case when former.browser_hash = {asking} then request.return_path end
             from (select id, browser_hash from sign_in_requests where link_hash = {hash} for update) former
             where request.id = former.id and request.proven_at is null and request.code_expires_at > now()
             """,
            cancellationToken) == 1;
    }

    private async Task<bool> IsAliveAsync(Guid requestId, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<bool>(
            $"select coalesce(code_expires_at > now(), false) as \"Value\" from sign_in_requests where id = {requestId}").SingleAsync(cancellationToken);

    private Task MarkProvenAsync(Guid requestId, byte[] browserHash, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"update sign_in_requests set proven_at = now(), code_hash = null, browser_hash = {browserHash} where id = {requestId}", cancellationToken);
}
