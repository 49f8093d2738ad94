using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StrongCities.Identity.Accounts;

namespace StrongCities.Identity.Passwords;

/// <summary>What came of a typed password.</summary>
/// <param name="Account">Whose it is, or null.</param>
/// <param name="WaitSeconds">Nothing was checked: the next try from here is open after this many seconds.</param>
/// <param name="Paused">Nothing was checked: too many wrong ones for this address from everywhere.</param>
internal sealed record PasswordAnswer(Account? Account = null, int WaitSeconds = 0, bool Paused = false);

/// <summary>Checks a password; known and unknown addresses cost one comparison at least and answer after the same time.</summary>
internal sealed class CheckPassword(IdentityDb db, IPasswordHasher<Account> hasher, TimeProvider time)
{
    // Longer than the comparison takes, for as many people as plausibly share an address.
    private static readonly TimeSpan AnswerAfter = TimeSpan.FromMilliseconds(600);
    private static string? _nobodysHash;

    public async Task<PasswordAnswer> CheckAsync(HttpContext http, string address, string password)
    {
        var began = time.GetTimestamp();
        var answer = await CheckAsync(address, password, http.Connection.RemoteIpAddress?.ToString() ?? "", http.RequestAborted);
        if (AnswerAfter - time.GetElapsedTime(began) is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest, time, http.RequestAborted);
        }

        return answer;
    }

    private async Task<PasswordAnswer> CheckAsync(string address, string password, string source, CancellationToken cancellationToken)
    {
        var addressHash = Address.Hash(address);
        var sourceHash = SHA256.HashData([.. addressHash, .. System.Text.Encoding.UTF8.GetBytes(source)]);
        var counted = await db.Database.SqlQuery<Failures>(
            $"""
             select count(*)::int as anywhere,
                    (count(*) filter (where source_hash = {sourceHash}))::int as here,
                    coalesce(extract(epoch from now() - max(failed_at) filter (where source_hash = {sourceHash})), 0)::float8 as since
             from password_failures where address_hash = {addressHash} and failed_at > now() - interval '1 day'
             """).SingleAsync(cancellationToken);
        if (counted.Anywhere >= PasswordThrottle.FailuresAnywhereMax)
        {
            return new PasswordAnswer(Paused: true);
        }

        if (PasswordThrottle.WaitSeconds(counted.Here, counted.Since) is > 0 and var wait)
        {
            return new PasswordAnswer(WaitSeconds: wait);
        }

        // Counted before it is checked: parallel tries all see each other's rows next time, and a crash forgives nothing.
        var failure = new PasswordFailure { AddressHash = addressHash, SourceHash = sourceHash };
        db.PasswordFailures.Add(failure);
        await db.SaveChangesAsync(cancellationToken);
        var normalized = Address.Normalize(address);
        var accounts = await db.Users.Where(account => account.NormalizedEmail == normalized && account.PasswordHash != null).ToListAsync(cancellationToken);
        var match = accounts.FirstOrDefault(account => Fits(account, account.PasswordHash!, password));
        if (accounts.Count == 0)
        {
            Fits(new Account(), _nobodysHash ??= hasher.HashPassword(new Account(), "nobody's password"), password);
        }

        if (match is not null)
        {
            await db.PasswordFailures.Where(f => f.AddressHash == addressHash && f.SourceHash == sourceHash).ExecuteDeleteAsync(cancellationToken);
        }

        return new PasswordAnswer(match);
    }

    private bool Fits(Account account, string hash, string password) =>
        hasher.VerifyHashedPassword(account, hash, password) != PasswordVerificationResult.Failed;

    private sealed record Failures(int Anywhere, int Here, double Since);
}
