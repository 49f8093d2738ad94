using StrongCities.Contracts.Membership;

namespace StrongCities.Web.Api;

/// <summary>A member as anybody may see it.</summary>
public sealed record ApiMember(
    string Id, string Name, string Kind, string Country, string Region, string? Place, IReadOnlyList<string> Themes,
    IReadOnlyList<string> Languages, long? Population, double? Latitude, double? Longitude, string? Website);

/// <summary>One page of members.</summary>
public sealed record ApiMemberPage(IReadOnlyList<ApiMember> Members, bool More);

internal static class ApiMembers
{
    public static void MapMembers(this RouteGroupBuilder api) =>
        api.MapGet("/members", async (
                Contracts.Membership.Directory.DirectoryClient directory, CancellationToken cancel,
                string? query, string? region, string? country, string? theme, string? size, string? language, string? kind, int page = 1) =>
            {
                var found = await directory.SearchMembersAsync(
                    new SearchMembersRequest
                    {
                        Query = query ?? "",
                        Region = region ?? "",
                        Country = country ?? "",
                        Theme = theme ?? "",
                        Size = size ?? "",
                        Language = language ?? "",
                        Kind = kind ?? "",
                        Page = Math.Clamp(page, 1, 10_000),
                        PublicOnly = true,
                    },
                    cancellationToken: cancel);
                return new ApiMemberPage([.. found.Members.Select(Show)], found.More);
            })
            .WithName("ListMembers")
            .WithSummary("Member cities, and organisations that chose to be listed; pages of 24 at most, from 1.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static ApiMember Show(MemberEntry member) => new(
        member.PublicId, member.Name, member.Kind, member.Country, member.Region, member.Place is { Length: > 0 } place ? place : null,
        member.Themes, member.Languages, member.Population > 0 ? member.Population : null,
        member.HasLocation ? member.Latitude : null, member.HasLocation ? member.Longitude : null,
        member.Website is { Length: > 0 } site ? site : null);
}
