using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.Applications;

namespace StrongCities.Membership.Vetting;

/// <summary>Organizations like the applicant by name, place or web domain: for vetting alone, the applicant's answers never depend on it.</summary>
internal static class FindLikelyDuplicates
{
    private const int RowsMax = 10;
    private const double LikeNameFrom = 0.5;

    public static Task<List<LikelyDuplicate>> RunAsync(MembershipDb db, Application application, CancellationToken stop)
    {
        var answers = application.Answers;
        var domain = Answers.DomainOf(answers.Website);
        var own = application.OrganizationId ?? Guid.Empty;
        return db.Database.SqlQuery<LikelyDuplicate>(
            $"""
            SELECT * FROM (
                SELECT id, name::text, place,
                       country = {answers.Country} AND similarity(simple_text(name), simple_text({answers.OrganizationName})) >= {LikeNameFrom} AS like_name,
                       country = {answers.Country} AND kind = {application.Kind} AND place <> '' AND simple_text(place) = simple_text({answers.Place}) AS like_place,
                       domain <> '' AND domain = {domain} AS like_domain
                FROM organizations WHERE id <> {own} AND standing <> 'left') AS organization
            WHERE like_name OR like_place OR like_domain
            ORDER BY like_domain DESC, like_name DESC, name LIMIT {RowsMax}
            """).ToListAsync(stop);
    }
}

/// <summary>An organization of the network that may be the applicant under another name.</summary>
internal sealed record LikelyDuplicate(Guid Id, string Name, string Place, bool LikeName, bool LikePlace, bool LikeDomain);
