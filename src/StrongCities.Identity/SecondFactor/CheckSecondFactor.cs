using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using StrongCities.Identity.SignIn;
using StrongCities.ServiceDefaults;

namespace StrongCities.Identity.SecondFactor;

/// <summary>What came of a typed code.</summary>
/// <param name="Fits">It was the app's, not used before, or an unused recovery code.</param>
/// <param name="WaitSeconds">Nothing was checked: the next try from here is open after this many seconds.</param>
/// <param name="Paused">Nothing was checked: too many wrong codes for this account today; only recovery codes are.</param>
internal sealed record FactorAnswer(bool Fits = false, int WaitSeconds = 0, bool Paused = false);

/// <summary>Checks a code of the app, or a recovery code; each works once.</summary>
internal sealed class CheckSecondFactor(IdentityDb db, IDataProtectionProvider protection, Guesses guesses, TimeProvider time)
{
    private const int RecoveryLength = 16;

    private readonly IDataProtector _seal = protection.CreateProtector("StrongCities.Identity.SecondFactor");

    public byte[] Seal(byte[] secret) => _seal.Protect(secret);

    public async Task<FactorAnswer> CheckAsync(HttpContext http, Guid accountId, string? typed)
    {
        var code = Clean(typed);
        var subject = RandomSecret.Hash($"second factor of {accountId}");
        var (wait, paused) = await guesses.LookAsync(subject, http);
        if (wait > 0)
        {
            return new FactorAnswer(WaitSeconds: wait);
        }

        // A recovery code is too long to be guessed, so it stays open to the owner whatever strangers try.
        if (paused && code.Length != RecoveryLength)
        {
            return new FactorAnswer(Paused: true);
        }

        await guesses.CountAsync(subject, http);
        var fits = code.Length == RecoveryLength ? await TakeRecoveryCodeAsync(accountId, code, http.RequestAborted) : await TakeCodeAsync(accountId, code, http.RequestAborted);
        if (fits)
        {
            await guesses.ForgiveAsync(subject, http);
        }

        return new FactorAnswer(fits);
    }

    /// <summary>Whether it has the form of a code of the app or of a recovery code.</summary>
    public static bool IsWellFormed(string? typed) => Clean(typed) is { Length: Totp.Digits or RecoveryLength };

    /// <summary>Without spaces and hyphens, in capitals.</summary>
    public static string Clean(string? typed) => string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '\u2011'))).ToUpperInvariant();

    private async Task<bool> TakeCodeAsync(Guid accountId, string code, CancellationToken cancellationToken)
    {
        var sealedSecret = await db.Authenticators.Where(row => row.AccountId == accountId).Select(row => row.Secret).SingleOrDefaultAsync(cancellationToken);
        return sealedSecret is not null && Totp.StepOf(_seal.Unprotect(sealedSecret), code, time.GetUtcNow()) is { } step
            && await db.Database.ExecuteSqlAsync($"update authenticators set last_step = {step} where account_id = {accountId} and last_step < {step}", cancellationToken) == 1;
    }

    private async Task<bool> TakeRecoveryCodeAsync(Guid accountId, string code, CancellationToken cancellationToken)
    {
        var hash = RandomSecret.Hash(code);
        return await db.Database.ExecuteSqlAsync(
            $"update recovery_codes set used_at = now() where account_id = {accountId} and hash = {hash} and used_at is null", cancellationToken) == 1;
    }
}
