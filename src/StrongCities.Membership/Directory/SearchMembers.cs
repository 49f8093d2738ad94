using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.Organizations;

namespace StrongCities.Membership.Directory;

/// <summary>Members that may be shown, by name without accents or case, by filters; 24 a page.</summary>
internal static class SearchMembers
{
    public const int PageRows = 24;
    private const int QueryMax = 100;
    private const double AlikeFrom = 0.6;

    public static async Task<(List<Organization> Members, bool More)> RunAsync(MembershipDb db, Wire.SearchMembersRequest request, string reader, CancellationToken stop)
    {
        var page = Math.Clamp(request.Page, 1, 10_000);
        var found = Matching(db, request.Query).Where(organization =>
            organization.Standing == OrganizationStanding.Member && (organization.Kind == "city" || organization.Listing != "unlisted"));
        found = request.Region.Length == 0 ? found : found.Where(organization => organization.Region == request.Region);
        found = request.Country.Length == 0 ? found : found.Where(organization => organization.Country == request.Country);
        found = request.Kind.Length == 0 ? found : found.Where(organization => organization.Kind == request.Kind);
        found = request.Theme.Length == 0 ? found : Shown(found, ProfileField.Themes, reader).Where(organization => organization.Themes.Contains(request.Theme));
        found = request.Language.Length == 0 ? found : Shown(found, ProfileField.Languages, reader).Where(organization => organization.Languages.Contains(request.Language));
        found = request.Size switch
        {
            "small" => Shown(found, ProfileField.Population, reader).Where(organization => organization.Population > 0 && organization.Population < 50_000),
            "medium" => Shown(found, ProfileField.Population, reader).Where(organization => organization.Population >= 50_000 && organization.Population < 250_000),
            "large" => Shown(found, ProfileField.Population, reader).Where(organization => organization.Population >= 250_000),
            _ => found,
        };
        var rows = await found.AsNoTracking().OrderBy(organization => organization.Name).ThenBy(organization => organization.Id)
            .Skip((page - 1) * PageRows).Take(PageRows + 1).ToListAsync(stop);
        return (rows.Take(PageRows).ToList(), rows.Count > PageRows);
    }

    // A filter would give away a field that the reader may not see.
    private static IQueryable<Organization> Shown(IQueryable<Organization> found, string field, string reader)
    {
        var forMembers = reader == Audience.Members;
        return found.Where(organization => organization.PublicFields.Contains(field) || (forMembers && organization.MemberFields.Contains(field)));
    }

    /// <summary>Part of a word, or a word spelled nearly so; everybody when nothing was typed, and what is beyond 100 characters is not looked for.</summary>
    public static IQueryable<Organization> Matching(MembershipDb db, string typed)
    {
        var query = typed.Trim() is { Length: > QueryMax } tooLong ? tooLong[..QueryMax] : typed.Trim();
        if (query.Length == 0)
        {
            return db.Organizations;
        }

        var part = "%" + query.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
        return db.Organizations.FromSql(
            $"""
            SELECT * FROM organizations
            WHERE search_text LIKE simple_text({part}) OR word_similarity(simple_text({query}), search_text) >= {AlikeFrom}
            """);
    }
}
