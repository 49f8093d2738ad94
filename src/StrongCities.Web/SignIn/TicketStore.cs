using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace StrongCities.Web.SignIn;

/// <summary>Put on the request that brings a new sign-in back from the provider.</summary>
internal sealed class NewSignIn;

/// <summary>Keeps sign-in tickets, tokens included, in the database; the browser holds a random key and nothing else.</summary>
internal sealed class TicketStore(IServiceScopeFactory scopes, IDataProtectionProvider protection) : ITicketStore
{
    /// <summary>Under this name a ticket carries the id of its row.</summary>
    public const string SessionId = "session";

    /// <summary>How long a session lasts without use.</summary>
    public static readonly TimeSpan IdleMax = TimeSpan.FromHours(2);

    private readonly IDataProtector _protector = protection.CreateProtector("StrongCities.Web.SignIn.TicketStore");

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var id = IdOf(key);
        ticket.Properties.Items[SessionId] = id;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WebDb>();
        db.Sessions.Add(new Session
        {
            Id = id,
            PersonId = Guid.TryParse(ticket.Principal.FindFirstValue("sub"), out var person) ? person : null,
            Ticket = Protect(ticket),
            SignedInAt = ticket.Properties.IssuedUtc ?? DateTimeOffset.UnixEpoch,
            ExpiresAt = ticket.Properties.ExpiresUtc ?? DateTimeOffset.UnixEpoch,
        });
        await db.SaveChangesAsync();
        return key;
    }

    /// <summary>Moves the end of the session alone: this request's copy of the tokens may be older than what another one has renewed meanwhile.</summary>
    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WebDb>();
        var expires = (ticket.Properties.ExpiresUtc ?? DateTimeOffset.UnixEpoch).ToUniversalTime();
        await db.Database.ExecuteSqlAsync($"UPDATE sessions SET expires_at = greatest(expires_at, {expires}) WHERE id = {IdOf(key)}");
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => ReadAsync(IdOf(key));

    /// <summary>The same; where a sign-in has just come back, the session that it replaces is ended instead, or the cookie's handler would go on with its key.</summary>
    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        if (httpContext.Features.Get<NewSignIn>() is null)
        {
            return await RetrieveAsync(key);
        }

        await RemoveAsync(key);
        return null;
    }

    public Task RemoveAsync(string key) => EndAsync(IdOf(key));

    /// <summary>The ticket of a session that has not run out by the database's clock.</summary>
    public async Task<AuthenticationTicket?> ReadAsync(string id)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WebDb>();
        var row = await db.Database
            .SqlQuery<Kept>($"SELECT ticket, expires_at FROM sessions WHERE id = {id} AND expires_at > now()")
            .FirstOrDefaultAsync();
        if (row is null || Unprotect(row.Ticket) is not { } ticket)
        {
            return null;
        }

        ticket.Properties.ExpiresUtc = row.ExpiresAt;
        ticket.Properties.IssuedUtc = row.ExpiresAt - IdleMax;
        return ticket;
    }

    /// <summary>Replaces the tokens and lets the next renewal begin.</summary>
    public async Task WriteAsync(string id, AuthenticationTicket ticket)
    {
        ticket.Properties.Items[SessionId] = id;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WebDb>();
        var content = Protect(ticket);
        await db.Database.ExecuteSqlAsync($"UPDATE sessions SET ticket = {content}, refreshing_until = NULL WHERE id = {id}");
    }

    /// <summary>True for the one request that may renew this session's tokens in the next ten seconds, over all replicas.</summary>
    public async Task<bool> ClaimRefreshAsync(string id, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WebDb>();
        return await db.Database.ExecuteSqlAsync(
            $"UPDATE sessions SET refreshing_until = now() + interval '10 seconds' WHERE id = {id} AND (refreshing_until IS NULL OR refreshing_until < now())",
            cancel) == 1;
    }

    public async Task ReleaseRefreshAsync(string id)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WebDb>();
        await db.Database.ExecuteSqlAsync($"UPDATE sessions SET refreshing_until = NULL WHERE id = {id}");
    }

    public async Task EndAsync(string id)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WebDb>();
        await db.Database.ExecuteSqlAsync($"DELETE FROM sessions WHERE id = {id} OR expires_at < now() - interval '1 day'");
    }

    private sealed record Kept(byte[] Ticket, DateTimeOffset ExpiresAt);

    private static string IdOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)));

    private byte[] Protect(AuthenticationTicket ticket) => _protector.Protect(TicketSerializer.Default.Serialize(ticket));

    private AuthenticationTicket? Unprotect(byte[] content)
    {
        try
        {
            return TicketSerializer.Default.Deserialize(_protector.Unprotect(content));
        }
        catch (CryptographicException)
        {
            // The key ring was replaced: the person signs in again.
            return null;
        }
    }
}
