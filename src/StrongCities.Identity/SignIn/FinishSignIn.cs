using Microsoft.EntityFrameworkCore;
using StrongCities.Identity.Accounts;
using StrongCities.Identity.Sessions;

namespace StrongCities.Identity.SignIn;

/// <summary>Turns a proven mailbox into a session: at once for the one person there, by choice where several share it.</summary>
internal sealed class FinishSignIn(IdentityDb db, StartSession start)
{
    private const int ChooseWithinMinutes = 10;

    /// <summary>Who may be chosen in this browser; empty when nothing is proven here.</summary>
    public async Task<IReadOnlyList<Account>> CandidatesAsync(byte[]? browserHash, CancellationToken cancellationToken) =>
        await FindAsync(browserHash, cancellationToken) is { } request ? await CandidatesAsync(request, cancellationToken) : [];

    /// <summary>Starts the session of the only candidate, or of the chosen one; null when there is none.</summary>
    public async Task<SignInRequest?> FinishAsync(HttpContext http, byte[]? browserHash, Guid? personId)
    {
        var cancellationToken = http.RequestAborted;
        if (await FindAsync(browserHash, cancellationToken) is not { } request)
        {
            return null;
        }

        var candidates = await CandidatesAsync(request, cancellationToken);
        var account = personId is null && candidates.Count == 1 ? candidates[0] : candidates.FirstOrDefault(candidate => candidate.Id == personId);
        if (account is null
            || await db.Database.ExecuteSqlAsync($"update sign_in_requests set used_at = now() where id = {request.Id} and used_at is null", cancellationToken) == 0)
        {
            return null;
        }

        await start.StartAsync(http, account, request.Method);
        return request;
    }

    private Task<SignInRequest?> FindAsync(byte[]? browserHash, CancellationToken cancellationToken) =>
        browserHash is null ? Task.FromResult<SignInRequest?>(null) : db.SignInRequests.FromSql(
            $"""
             select * from sign_in_requests
             where browser_hash = {browserHash} and used_at is null and proven_at > now() - make_interval(mins => {ChooseWithinMinutes})
             """).AsNoTracking().SingleOrDefaultAsync(cancellationToken);

    private async Task<IReadOnlyList<Account>> CandidatesAsync(SignInRequest request, CancellationToken cancellationToken)
    {
        var asked = await db.Users.AsNoTracking().SingleAsync(account => account.Id == request.AccountId, cancellationToken);
        return request.Method == SignInRequest.AfterPassword
            ? [asked]
            : await db.Users.AsNoTracking().Where(account => account.NormalizedEmail == asked.NormalizedEmail)
                .OrderBy(account => account.Name).ToListAsync(cancellationToken);
    }
}
