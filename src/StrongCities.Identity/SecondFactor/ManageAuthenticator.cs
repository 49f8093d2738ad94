using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts.Identity;
using StrongCities.Identity.Sessions;
using StrongCities.Identity.SignIn;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults;

namespace StrongCities.Identity.SecondFactor;

/// <summary>Adds the app of who is signed in, renews its recovery codes, removes it; each needs a present code of the app, the last two take a recovery code too.</summary>
internal sealed class ManageAuthenticator(IdentityDb db, IDataProtectionProvider protection, CheckSecondFactor check, EndSession end, TimeProvider time)
{
    private const int RecoveryCodes = 10;
    private const int SecretBytes = 20;
    private const int RecoveryBytes = 10;

    /// <summary>A new secret as the page carries it until the first code is typed: sealed for this person, so that nothing is written for who only looks.</summary>
    public string Offer(Guid personId) =>
        Convert.ToBase64String(OfferSeal(personId).Protect(RandomNumberGenerator.GetBytes(SecretBytes), time.GetUtcNow().AddMinutes(Session.FreshMinutes)));

    /// <summary>The secret of an offer, or null when the offer is another person's or too old.</summary>
    public byte[]? Open(Guid personId, string? offer)
    {
        try
        {
            return OfferSeal(personId).Unprotect(Convert.FromBase64String(offer ?? ""));
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            return null;
        }
    }

    public Task<Authenticator?> FindAsync(Guid personId, CancellationToken cancellationToken) =>
        db.Authenticators.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == personId, cancellationToken);

    public Task<int> CodesLeftAsync(Guid personId, CancellationToken cancellationToken) =>
        db.RecoveryCodes.CountAsync(row => row.AccountId == personId && row.UsedAt == null, cancellationToken);

    /// <summary>The recovery codes, shown this once; null when the code is not the app's. The session has its second factor from here on, others end.</summary>
    public async Task<IReadOnlyList<string>?> AddAsync(SessionTicket ticket, byte[] secret, string code, CancellationToken cancellationToken)
    {
        if (Totp.StepOf(secret, code, time.GetUtcNow()) is not { } step)
        {
            return null;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var sealedSecret = check.Seal(secret);
        if (await db.Database.ExecuteSqlAsync(
            $"""
             insert into authenticators (account_id, secret, last_step, added_at) values ({ticket.PersonId}, {sealedSecret}, {step}, now()) on conflict do nothing
             """,
            cancellationToken) == 0)
        {
            return null;
        }

        var codes = await WriteCodesAsync(ticket.PersonId, cancellationToken);
        await db.Database.ExecuteSqlAsync($"update sessions set second_factor = true where id = {ticket.SessionId}", cancellationToken);
        await TellAsync(ticket.PersonId, added: true, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await end.EndOthersAsync(ticket, cancellationToken);
        return codes;
    }

    /// <summary>Ten new codes; the former ones are void.</summary>
    public async Task<IReadOnlyList<string>> RenewCodesAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var codes = await WriteCodesAsync(personId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return codes;
    }

    /// <summary>The app and its codes are gone; no session of the person counts as one with a second factor. False when there was none.</summary>
    public async Task<bool> RemoveAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var removed = await db.Authenticators.Where(row => row.AccountId == personId).ExecuteDeleteAsync(cancellationToken) == 1;
        if (removed)
        {
            await db.RecoveryCodes.Where(row => row.AccountId == personId).ExecuteDeleteAsync(cancellationToken);
            await db.Sessions.Where(row => row.AccountId == personId).ExecuteUpdateAsync(row => row.SetProperty(s => s.SecondFactor, false), cancellationToken);
            await TellAsync(personId, added: false, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return removed;
    }

    private async Task<IReadOnlyList<string>> WriteCodesAsync(Guid personId, CancellationToken cancellationToken)
    {
        await db.RecoveryCodes.Where(row => row.AccountId == personId).ExecuteDeleteAsync(cancellationToken);
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => Totp.Base32(RandomNumberGenerator.GetBytes(RecoveryBytes))).ToList();
        db.RecoveryCodes.AddRange(codes.Select(code => new RecoveryCode { Id = Guid.NewGuid(), AccountId = personId, Hash = RandomSecret.Hash(code) }));
        await db.SaveChangesAsync(cancellationToken);
        return [.. codes.Select(code => string.Join('-', code.Chunk(4).Select(part => new string(part))))];
    }

    private async Task TellAsync(Guid personId, bool added, CancellationToken cancellationToken)
    {
        db.AddFact(new SecondFactorChanged(Guid.CreateVersion7(), personId, added), key: personId.ToString());
        await db.SaveChangesAsync(cancellationToken);
    }

    private ITimeLimitedDataProtector OfferSeal(Guid personId) =>
        protection.CreateProtector("StrongCities.Identity.SecondFactor.Offer", personId.ToString()).ToTimeLimitedDataProtector();
}
