using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace StrongCities.Identity.Keys;

/// <summary>Makes missing keys, drops dead ones and hands the rest to the ring. Safe on any number of replicas.</summary>
internal sealed class RotateKeys(IdentityDb db, IDataProtectionProvider protection, KeyRing ring)
{
    private const long LockId = 0x1D_5EA1;

    private readonly IDataProtector _seal = protection.CreateProtector("StrongCities.Identity.Keys");

    public async Task RotateAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({LockId})", cancellationToken);
        var now = await db.Database.SqlQuery<DateTimeOffset>($"select now() as \"Value\"").SingleAsync(cancellationToken);
        var keys = await db.ProtectedKeys.ToListAsync(cancellationToken);
        foreach (var purpose in new[] { ProtectedKey.Signing, ProtectedKey.Sealing })
        {
            var times = keys.Where(key => key.Purpose == purpose).Select(key => key.ActiveFrom).ToList();
            foreach (var activeFrom in KeySchedule.Missing(times, now))
            {
                var key = Make(purpose, activeFrom);
                db.Add(key);
                keys.Add(key);
            }

            var expired = KeySchedule.Expired(times, now).ToHashSet();
            db.RemoveRange(keys.Where(key => key.Purpose == purpose && expired.Contains(key.ActiveFrom)));
            keys.RemoveAll(key => key.Purpose == purpose && expired.Contains(key.ActiveFrom));
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        ring.Replace(new KeySet(
            [.. InOrderOfUse(keys, ProtectedKey.Signing, now).Select(Rsa)],
            [.. InOrderOfUse(keys, ProtectedKey.Sealing, now).Select(key => new SymmetricSecurityKey(_seal.Unprotect(key.Secret)) { KeyId = key.Id })]));
    }

    private static IEnumerable<ProtectedKey> InOrderOfUse(List<ProtectedKey> keys, string purpose, DateTimeOffset now)
    {
        var own = keys.Where(key => key.Purpose == purpose).ToList();
        var active = KeySchedule.Active([.. own.Select(key => key.ActiveFrom)], now);
        return own.OrderByDescending(key => key.ActiveFrom == active).ThenByDescending(key => key.ActiveFrom);
    }

    private ProtectedKey Make(string purpose, DateTimeOffset activeFrom)
    {
        byte[] secret;
        if (purpose == ProtectedKey.Signing)
        {
            using var rsa = RSA.Create(2048);
            secret = rsa.ExportPkcs8PrivateKey();
        }
        else
        {
            secret = RandomNumberGenerator.GetBytes(32);
        }

        return new ProtectedKey { Id = Guid.NewGuid().ToString("N"), Purpose = purpose, ActiveFrom = activeFrom, Secret = _seal.Protect(secret) };
    }

    private RsaSecurityKey Rsa(ProtectedKey key)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(_seal.Unprotect(key.Secret), out _);
        return new RsaSecurityKey(rsa) { KeyId = key.Id };
    }
}
