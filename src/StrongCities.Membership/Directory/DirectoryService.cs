using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.Organizations;
using StrongCities.ServiceDefaults.Callers;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Directory;

/// <summary>The public directory: no person, of a CSO no more of its place than it chose, and of each field what its reader may see.</summary>
internal sealed class DirectoryService(MembershipDb db) : Wire.Directory.DirectoryBase
{
    private const int NamesMax = 1000;

    [AllowAnonymous]
    public override async Task<Wire.SearchMembersReply> SearchMembers(Wire.SearchMembersRequest request, ServerCallContext context)
    {
        var reader = request.PublicOnly ? Audience.Public : await ReaderAsync(context);
        var (members, more) = await Directory.SearchMembers.RunAsync(db, request, reader, context.CancellationToken);
        return new Wire.SearchMembersReply { Members = { members.Select(member => ShowMember.To(reader, member)) }, More = more };
    }

    [AllowAnonymous]
    public override async Task<Wire.MemberEntry> GetMember(Wire.GetMemberRequest request, ServerCallContext context)
    {
        var found = await db.Organizations.AsNoTracking().SingleOrDefaultAsync(organization => organization.PublicId == request.PublicId, context.CancellationToken);
        return found is { IsListed: true } ? ShowMember.To(await ReaderAsync(context), found) : throw new RefusedException(DirectoryRefusals.MemberUnknown);
    }

    [AllowAnonymous]
    public override async Task<Wire.GetListedReply> GetListed(Wire.GetListedRequest request, ServerCallContext context)
    {
        var ids = request.OrganizationIds.Take(NamesMax).Select(id => Guid.TryParse(id, out var parsed) ? parsed : Guid.Empty).ToList();
        var found = await db.Organizations.AsNoTracking().Where(organization => ids.Contains(organization.Id)).ToListAsync(context.CancellationToken);
        return new Wire.GetListedReply
        {
            Members =
            {
                found.Where(organization => organization.IsListed).OrderBy(organization => organization.Name, StringComparer.Ordinal)
                    .Select(organization => new Wire.ListedMember { PublicId = organization.PublicId, Name = organization.Name, Kind = organization.Kind }),
            },
        };
    }

    /// <summary>Whoever acts for a member now reads what members may; everybody else, a suspended member's people too, reads what the public may.</summary>
    private async Task<string> ReaderAsync(ServerCallContext context)
    {
        if (context.FindPersonId() is not { } person)
        {
            return Audience.Public;
        }

        var roles = db.OrganizationRoles.Where(role => role.PersonId == person && role.Held && (role.Until == null || role.Until > DateTimeOffset.UtcNow));
        return await db.Organizations.AnyAsync(own => own.Standing == OrganizationStanding.Member && roles.Any(role => role.OrganizationId == own.Id), context.CancellationToken)
            ? Audience.Members : Audience.Public;
    }
}
