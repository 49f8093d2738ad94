using Microsoft.EntityFrameworkCore;
using StrongCities.ServiceDefaults;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Applications;

/// <summary>Finds and locks an application by its secret or its id; unknown, forged, expired and somebody else's look the same.</summary>
internal static class FindApplication
{
    /// <summary>By the applicant's access token. Refuses with: application-unknown.</summary>
    public static async Task<Application> ByAccessTokenAsync(MembershipDb db, string token, CancellationToken stop) =>
        await BySecretAsync(db, token, ApplicationToken.Access, stop) ?? throw new RefusedException(ApplicationRefusals.ApplicationUnknown);

    /// <summary>By a mailed link's token. Refuses with: link-invalid.</summary>
    public static async Task<Application> ByLinkAsync(MembershipDb db, string token, CancellationToken stop) =>
        await BySecretAsync(db, token, ApplicationToken.Link, stop) ?? throw new RefusedException(ApplicationRefusals.LinkInvalid);

    /// <summary>By id, drafts too. Refuses with: application-unknown.</summary>
    public static async Task<Application> ByIdAsync(MembershipDb db, string id, CancellationToken stop)
    {
        var key = Guid.TryParse(id, out var parsed) ? parsed : Guid.Empty;
        var found = await LockAsync(db, $"SELECT id AS \"Value\" FROM applications WHERE id = {key} FOR UPDATE", stop);
        return found.SingleOrDefault() ?? throw new RefusedException(ApplicationRefusals.ApplicationUnknown);
    }

    /// <summary>A case, which a draft is not. Refuses with: application-unknown.</summary>
    public static async Task<Application> CaseAsync(MembershipDb db, string id, CancellationToken stop) =>
        await ByIdAsync(db, id, stop) is { State: not ApplicationState.Draft } sent ? sent : throw new RefusedException(ApplicationRefusals.ApplicationUnknown);

    // "Waiting for our council" stops the clock of the draft and of its links.
    private static async Task<Application?> BySecretAsync(MembershipDb db, string secret, string purpose, CancellationToken stop)
    {
        var hash = RandomSecret.Hash(secret);
        var found = await LockAsync(
            db,
            $"""
            SELECT application.id AS "Value" FROM applications AS application JOIN application_tokens AS token ON token.application_id = application.id
            WHERE token.hash = {hash} AND token.purpose = {purpose}
              AND (application.waiting_since IS NOT NULL
                   OR (token.expires_at > now() AND (application.state <> 'draft' OR application.expires_at > now())))
            FOR UPDATE OF application
            """,
            stop);
        return found.SingleOrDefault();
    }

    /// <summary>Locks the applications whose ids the statement selects, then reads them; two statements, because FromSql cannot read complex properties.</summary>
    public static async Task<List<Application>> LockAsync(MembershipDb db, FormattableString selectIds, CancellationToken stop)
    {
        var ids = await db.Database.SqlQuery<Guid>(selectIds).ToListAsync(stop);
        return ids.Count == 0 ? [] : await db.Applications.Where(application => ids.Contains(application.Id)).OrderBy(application => application.Id).ToListAsync(stop);
    }
}
