using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts.Identity;
using StrongCities.Identity.Accounts;
using StrongCities.Outbox;

namespace StrongCities.Identity.SignIn;

/// <summary>
/// Asks for a code. An address that nobody has gets the same row, the same cookie and the same answer after the same time; only no mail is asked for.
/// </summary>
internal sealed class RequestSignInMail(IdentityDb db, TimeProvider time)
{
    /// <summary>Mails to one address in a quarter of an hour; more requests look the same and send nothing.</summary>
    public const int MailsMax = 5;

    private const int MailsWindowMinutes = 15;

    // Longer than either path takes, so that the time of the answer says nothing.
    private static readonly TimeSpan AnswerAfter = TimeSpan.FromMilliseconds(250);

    public async Task RequestAsync(HttpContext http, string address, string language, string? returnPath)
    {
        var began = time.GetTimestamp();
        var normalized = Address.Normalize(address);
        var account = await db.Users.Where(a => a.NormalizedEmail == normalized).OrderBy(a => a.Id).FirstOrDefaultAsync(http.RequestAborted);
        await WriteAsync(http, account, Address.Hash(address), language, returnPath, method: "code");
        if (AnswerAfter - time.GetElapsedTime(began) is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest, time, http.RequestAborted);
        }
    }

    /// <summary>The second step after a right password: for this account and no other at the same address.</summary>
    public Task RequestAfterPasswordAsync(HttpContext http, Account account, string language, string? returnPath) =>
        WriteAsync(http, account, Address.Hash(account.Email!), language, returnPath, method: SignInRequest.AfterPassword);

    private async Task WriteAsync(HttpContext http, Account? account, byte[] addressHash, string language, string? returnPath, string method)
    {
        var cancellationToken = http.RequestAborted;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var lately = await db.Database.SqlQuery<int>(
            $"""
             select count(*)::int as "Value" from sign_in_requests
             where address_hash = {addressHash} and requested_at > now() - make_interval(mins => {MailsWindowMinutes})
             """).SingleAsync(cancellationToken);
        var request = new SignInRequest
        {
            Id = Guid.NewGuid(),
            AccountId = account?.Id,
            AddressHash = addressHash,
            BrowserHash = BrowserSecret.Renew(http),
            Language = language,
            ReturnPath = returnPath,
            Method = method,
            Mailed = account is not null && lately < MailsMax,
        };
        db.SignInRequests.Add(request);
        if (request.Mailed)
        {
            db.AddFact(new SignInMailRequested(request.Id), key: request.Id.ToString());
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
