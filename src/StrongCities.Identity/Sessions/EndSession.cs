using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace StrongCities.Identity.Sessions;

/// <summary>Ends sessions for good: the cookie is dead even where it was copied, and every refresh token of the session is revoked.</summary>
internal sealed class EndSession(IdentityDb db, IOpenIddictAuthorizationManager authorizations, IOpenIddictTokenManager tokens)
{
    public Task EndAsync(Guid sessionId, CancellationToken cancellationToken) =>
        EndAsync(db.Sessions.Where(session => session.Id == sessionId), cancellationToken);

    /// <summary>One of the person's own sessions; another person's id ends nothing.</summary>
    public Task EndOwnAsync(Guid personId, Guid sessionId, CancellationToken cancellationToken) =>
        EndAsync(db.Sessions.Where(session => session.Id == sessionId && session.AccountId == personId), cancellationToken);

    public Task EndAllAsync(Guid personId, CancellationToken cancellationToken) =>
        EndAsync(db.Sessions.Where(session => session.AccountId == personId), cancellationToken);

    public Task EndOthersAsync(SessionTicket kept, CancellationToken cancellationToken) =>
        EndAsync(db.Sessions.Where(session => session.AccountId == kept.PersonId && session.Id != kept.SessionId), cancellationToken);

    private async Task EndAsync(IQueryable<Session> sessions, CancellationToken cancellationToken)
    {
        var living = await sessions.Where(session => session.EndedAt == null)
            .Select(session => new { session.Id, session.AuthorizationId }).ToListAsync(cancellationToken);
        foreach (var session in living)
        {
            // The row first: from here on neither the cookie nor a refresh is accepted, even if the revocation below fails.
            await db.Database.ExecuteSqlAsync($"update sessions set ended_at = now() where id = {session.Id} and ended_at is null", cancellationToken);
            if (session.AuthorizationId is not { } id)
            {
                continue;
            }

            await tokens.RevokeByAuthorizationIdAsync(id, cancellationToken);
            if (await authorizations.FindByIdAsync(id, cancellationToken) is { } authorization)
            {
                await authorizations.TryRevokeAsync(authorization, cancellationToken);
            }
        }
    }
}
