using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.Organizations;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Directory;

/// <summary>The public directory: no person, and of a CSO no more than it chose to show.</summary>
internal sealed class DirectoryService(MembershipDb db) : Wire.Directory.DirectoryBase
{
    [AllowAnonymous]
    public override async Task<Wire.SearchMembersReply> SearchMembers(Wire.SearchMembersRequest request, ServerCallContext context)
    {
        var (members, more) = await Directory.SearchMembers.RunAsync(db, request, context.CancellationToken);
        return new Wire.SearchMembersReply { Members = { members.Select(Show) }, More = more };
    }

    [AllowAnonymous]
    public override async Task<Wire.MemberEntry> GetMember(Wire.GetMemberRequest request, ServerCallContext context)
    {
        var found = await db.Organizations.AsNoTracking().SingleOrDefaultAsync(organization => organization.PublicId == request.PublicId, context.CancellationToken);
        return found is { IsListed: true } ? Show(found) : throw new RefusedException(DirectoryRefusals.MemberUnknown);
    }

    private static Wire.MemberEntry Show(Organization organization) => new()
    {
        PublicId = organization.PublicId,
        Name = organization.Name,
        Kind = organization.Kind,
        Country = organization.Country,
        Region = organization.Region,
        Place = organization.ShowsPlace ? organization.Place : "",
        Province = organization.ShowsProvince ? organization.Province : "",
        Themes = { organization.Themes },
        Languages = { organization.Languages },
        Population = organization.Population,
        Latitude = organization.Latitude ?? 0,
        Longitude = organization.Longitude ?? 0,
        HasLocation = organization.Latitude is not null,
        Website = organization.Website,
        About = organization.About,
        AboutLanguage = organization.AboutLanguage,
    };
}
