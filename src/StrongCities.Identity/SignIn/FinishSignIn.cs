using Microsoft.EntityFrameworkCore;
using StrongCities.Identity.Accounts;
using StrongCities.Identity.SecondFactor;
using StrongCities.Identity.Sessions;

namespace StrongCities.Identity.SignIn;

/// <summary>What follows a proven mailbox: the app's code, or the way back.</summary>
internal sealed record SignInStep(bool NeedsSecondFactor, string? ReturnPath);

/// <summary>Turns a proven mailbox into a session: at once for the one person there, by choice where several share it.</summary>
internal sealed class FinishSignIn(IdentityDb db, StartSession start, CheckSecondFactor check)
{
    private const int ChooseWithinMinutes = 10;

    /// <summary>Who may be chosen in this browser; empty when nothing is proven here.</summary>
    public async Task<IReadOnlyList<Account>> CandidatesAsync(byte[]? browserHash, CancellationToken cancellationToken) =>
        await FindAsync(browserHash, cancellationToken) is { } request ? await CandidatesAsync(request, cancellationToken) : [];

    /// <summary>Starts the session of the only candidate, or of the chosen one, unless their app is to be asked first; null when there is none.</summary>
    public async Task<SignInStep?> FinishAsync(HttpContext http, byte[]? browserHash, Guid? personId)
    {
        var cancellationToken = http.RequestAborted;
        if (await FindAsync(browserHash, cancellationToken) is not { } request)
        {
            return null;
        }

        var candidates = await CandidatesAsync(request, cancellationToken);
        var account = personId is null && candidates.Count == 1 ? candidates[0] : candidates.FirstOrDefault(candidate => candidate.Id == personId);
        if (account is null)
        {
            return null;
        }

        if (await db.Authenticators.AnyAsync(row => row.AccountId == account.Id, cancellationToken))
        {
            await db.Database.ExecuteSqlAsync($"update sign_in_requests set chosen_id = {account.Id} where id = {request.Id} and used_at is null", cancellationToken);
            return new SignInStep(NeedsSecondFactor: true, request.ReturnPath);
        }

        return await StartAsync(http, request, account, secondFactor: false);
    }

    /// <summary>Whether a code of an app is awaited in this browser.</summary>
    public async Task<bool> AwaitsSecondFactorAsync(byte[]? browserHash, CancellationToken cancellationToken) =>
        await FindAsync(browserHash, cancellationToken) is { ChosenId: not null, FactorAttempts: < SignInRequest.AttemptsMax };

    /// <summary>Takes a code of the app or a recovery code; five tries, then the request is over, whatever was right before.</summary>
    public async Task<(SignInStep? Done, FactorAnswer Answer, bool Over)> FinishWithAsync(HttpContext http, byte[]? browserHash, string typed)
    {
        var cancellationToken = http.RequestAborted;
        if (await FindAsync(browserHash, cancellationToken) is not { ChosenId: { } chosen } request
            // Counted before it is checked, so that parallel tries are no more than five either.
            || await db.Database.ExecuteSqlAsync(
                $"update sign_in_requests set factor_attempts = factor_attempts + 1 where id = {request.Id} and used_at is null and factor_attempts < {SignInRequest.AttemptsMax}", cancellationToken) == 0)
        {
            return (null, new FactorAnswer(), Over: true);
        }

        var answer = await check.CheckAsync(http, chosen, typed);
        if (!answer.Fits)
        {
            return (null, answer, Over: request.FactorAttempts + 1 >= SignInRequest.AttemptsMax);
        }

        var account = await db.Users.AsNoTracking().SingleAsync(a => a.Id == chosen, cancellationToken);
        var done = await StartAsync(http, request, account, secondFactor: true);
        return (done, answer, Over: done is null);
    }

    private async Task<SignInStep?> StartAsync(HttpContext http, SignInRequest request, Account account, bool secondFactor)
    {
        if (await db.Database.ExecuteSqlAsync($"update sign_in_requests set used_at = now() where id = {request.Id} and used_at is null", http.RequestAborted) == 0)
        {
            return null;
        }

        await start.StartAsync(http, account, request.Method, secondFactor);
        return new SignInStep(NeedsSecondFactor: false, request.ReturnPath);
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
