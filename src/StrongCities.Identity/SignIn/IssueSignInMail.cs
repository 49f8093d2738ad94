using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StrongCities.Identity.Accounts;
using StrongCities.ServiceDefaults;

namespace StrongCities.Identity.SignIn;

/// <summary>What Notifications writes into the mail; it exists from this answer on and nowhere before.</summary>
internal sealed record SignInMail(string Email, string Language, string Code, Uri Link);

/// <summary>
/// Makes the code and the link at the moment the mail is really sent. Asked again (a mail server that did not answer), it makes new ones
/// and the former are void; wrong attempts stay counted.
/// </summary>
internal sealed class IssueSignInMail(IdentityDb db, IPasswordHasher<Account> hasher, IdentitySettings settings)
{
    public async Task<Results<Ok<SignInMail>, NotFound>> IssueAsync(Guid requestId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var request = await db.SignInRequests.FromSql(
            $"""
             select * from sign_in_requests
             where id = {requestId} and mailed and proven_at is null
               and requested_at > now() - make_interval(mins => {SignInRequest.RequestValidMinutes})
             for update
             """).SingleOrDefaultAsync(cancellationToken);
        if (request is null || await db.Users.FindAsync([request.AccountId], cancellationToken) is not { } account)
        {
            return TypedResults.NotFound();
        }

        var (code, token) = (CreateCode(), RandomSecret.Create());
        request.CodeHash = hasher.HashPassword(account, code);
        request.LinkHash = RandomSecret.Hash(token);
        await db.SaveChangesAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"update sign_in_requests set code_expires_at = now() + make_interval(mins => {SignInRequest.CodeValidMinutes}) where id = {requestId}",
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(new SignInMail(
            account.Email!, request.Language, code, new Uri(settings.Issuer, $"{request.Language}/sign-in/link?token={token}")));
    }

    // Eight digits, uniform.
    private static string CreateCode() => RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", CultureInfo.InvariantCulture);
}
