using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StrongCities.Identity.Accounts;
using StrongCities.Identity.SignIn;

namespace StrongCities.Identity.Passwords;

/// <summary>What came of a typed password.</summary>
/// <param name="Account">Whose it is, or null.</param>
/// <param name="WaitSeconds">Nothing was checked: the next try from here is open after this many seconds.</param>
/// <param name="Paused">Nothing was checked: too many wrong ones for this address from everywhere.</param>
internal sealed record PasswordAnswer(Account? Account = null, int WaitSeconds = 0, bool Paused = false);

/// <summary>Checks a password; known and unknown addresses cost one comparison at least and answer after the same time.</summary>
internal sealed class CheckPassword(IdentityDb db, IPasswordHasher<Account> hasher, Guesses guesses, TimeProvider time)
{
    // Longer than the comparison takes, for as many people as plausibly share an address.
    private static readonly TimeSpan AnswerAfter = TimeSpan.FromMilliseconds(600);
    private static string? _nobodysHash;

    public async Task<PasswordAnswer> CheckAsync(HttpContext http, string address, string password)
    {
        var began = time.GetTimestamp();
        var answer = await LookAsync(http, address, password);
        if (AnswerAfter - time.GetElapsedTime(began) is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest, time, http.RequestAborted);
        }

        return answer;
    }

    private async Task<PasswordAnswer> LookAsync(HttpContext http, string address, string password)
    {
        var addressHash = Address.Hash(address);
        var (wait, paused) = await guesses.LookAsync(addressHash, http);
        if (paused)
        {
            return new PasswordAnswer(Paused: true);
        }

        if (wait > 0)
        {
            return new PasswordAnswer(WaitSeconds: wait);
        }

        await guesses.CountAsync(addressHash, http);
        var normalized = Address.Normalize(address);
        var accounts = await db.Users.Where(account => account.NormalizedEmail == normalized && account.PasswordHash != null).ToListAsync(http.RequestAborted);
        var match = accounts.FirstOrDefault(account => Fits(account, account.PasswordHash!, password));
        if (accounts.Count == 0)
        {
            Fits(new Account(), _nobodysHash ??= hasher.HashPassword(new Account(), "nobody's password"), password);
        }

        if (match is not null)
        {
            await guesses.ForgiveAsync(addressHash, http);
        }

        return new PasswordAnswer(match);
    }

    private bool Fits(Account account, string hash, string password) =>
        hasher.VerifyHashedPassword(account, hash, password) != PasswordVerificationResult.Failed;
}
