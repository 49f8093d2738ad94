using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.Organizations;
using StrongCities.ServiceDefaults;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Colleagues;

/// <summary>The notice that a colleague gets about a role given on behalf of their organization, and its link.</summary>
internal static class Notice
{
    /// <summary>How long a link works after it was made.</summary>
    public const int LinkDays = 30;

    private const int TokenCharactersMax = 100;

    /// <summary>A fresh link; the former one ends. Only its hash is kept.</summary>
    public static string IssueLink(this OrganizationRole role, DateTimeOffset now)
    {
        var token = RandomSecret.Create();
        (role.LinkHash, role.LinkAt) = (RandomSecret.Hash(token), now);
        return token;
    }

    /// <summary>The role that a link was made for, locked with its organization. Refuses with: notice-unknown.</summary>
    public static async Task<OrganizationRole> OpenAsync(MembershipDb db, string token, DateTimeOffset now, CancellationToken stop)
    {
        var hash = token.Length is 0 or > TokenCharactersMax ? [] : RandomSecret.Hash(token);
        var role = await db.OrganizationRoles.SingleOrDefaultAsync(role => role.LinkHash == hash, stop);
        if (role is null || role.LinkAt < now.AddDays(-LinkDays))
        {
            throw new RefusedException(ColleagueRefusals.NoticeUnknown);
        }

        // One change of an organization's people at a time; what was read before the lock is read again behind it.
        await db.Organizations.FromSql($"SELECT * FROM organizations WHERE id = {role.OrganizationId} FOR UPDATE").LoadAsync(stop);
        await db.Entry(role).ReloadAsync(stop);
        return role.LinkHash is { } current && current.AsSpan().SequenceEqual(hash) ? role : throw new RefusedException(ColleagueRefusals.NoticeUnknown);
    }

    public static async Task<Wire.ColleagueNotice> ShowAsync(MembershipDb db, OrganizationRole role, DateTimeOffset now, string token, CancellationToken stop)
    {
        var organization = await db.Organizations.AsNoTracking().SingleAsync(row => row.Id == role.OrganizationId, stop);
        return new Wire.ColleagueNotice
        {
            State = !role.IsHeld(now) ? "undone" : role.AgreedAt is null ? "asked" : "agreed",
            OrganizationName = organization.Name,
            OrganizationKind = organization.Kind,
            Role = role.Role,
            Until = role.Until?.ToTimestamp(),
            RegisteredByName = await db.People.Where(person => person.Id == role.RegisteredBy).Select(person => person.Name).SingleOrDefaultAsync(stop) ?? "",
            KnownAs = role.KnownAs,
            Token = token,
        };
    }
}
