using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StrongCities.Identity.Passwords;

namespace StrongCities.Identity.SignIn;

/// <summary>
/// Counts what is guessed for one subject (an address, an account) from one source and from everywhere. The wait belongs to one source at one subject, so a stranger
/// cannot lock the owner out.
/// </summary>
internal sealed class Guesses(IdentityDb db)
{
    /// <summary>Seconds until the next try from here is open, and whether too many came from everywhere today.</summary>
    public async Task<(int WaitSeconds, bool Paused)> LookAsync(byte[] subject, HttpContext http)
    {
        var source = SourceOf(subject, http);
        var counted = await db.Database.SqlQuery<Failures>(
            $"""
             select count(*)::int as anywhere,
                    (count(*) filter (where source_hash = {source}))::int as here,
                    coalesce(extract(epoch from now() - max(failed_at) filter (where source_hash = {source})), 0)::float8 as since
             from password_failures where address_hash = {subject} and failed_at > now() - interval '1 day'
             """).SingleAsync(http.RequestAborted);
        return (PasswordThrottle.WaitSeconds(counted.Here, counted.Since), counted.Anywhere >= PasswordThrottle.FailuresAnywhereMax);
    }

    /// <summary>Counted before it is checked: parallel tries all see each other's rows next time, and a crash forgives nothing.</summary>
    public async Task CountAsync(byte[] subject, HttpContext http)
    {
        db.PasswordFailures.Add(new PasswordFailure { AddressHash = subject, SourceHash = SourceOf(subject, http) });
        await db.SaveChangesAsync(http.RequestAborted);
    }

    /// <summary>A right one forgives what came from here.</summary>
    public async Task ForgiveAsync(byte[] subject, HttpContext http)
    {
        var source = SourceOf(subject, http);
        await db.PasswordFailures.Where(f => f.AddressHash == subject && f.SourceHash == source).ExecuteDeleteAsync(http.RequestAborted);
    }

    private static byte[] SourceOf(byte[] subject, HttpContext http) =>
        SHA256.HashData([.. subject, .. Encoding.UTF8.GetBytes(http.Connection.RemoteIpAddress?.ToString() ?? "")]);

    private sealed record Failures(int Anywhere, int Here, double Since);
}
