using StrongCities.Membership.Applications;
using StrongCities.Membership.Directory;
using StrongCities.Membership.Organizations;

namespace StrongCities.Membership.Vetting;

/// <summary>A reviewer or decider and the organizations they act for; somebody without any belongs to the network's own unit.</summary>
internal sealed record Vetter(Guid PersonId, IReadOnlyList<VetterOrganization> Organizations)
{
    private static readonly Guid NetworkUnit = Guid.Empty;
    private const string NoRegion = "network";

    public IReadOnlyList<Guid> OrganizationIds => Organizations.Count == 0 ? [NetworkUnit] : [.. Organizations.Select(organization => organization.Id)];

    public IReadOnlyList<string> Regions => Organizations.Count == 0 ? [NoRegion] : [.. Organizations.Select(organization => organization.Region).Distinct()];

    /// <summary>Two people check each other only when their organizations or their regions differ.</summary>
    public bool IsOnSideOf(IEnumerable<Guid> organizations, IEnumerable<string> regions) =>
        OrganizationIds.Intersect(organizations).Any() && Regions.Intersect(regions).Any();

    /// <summary>Whether this person stands in another region; the network's own unit stands in none, so it decides no appeal.</summary>
    public bool IsOfAnotherRegionThan(string region) => Organizations.Count > 0 && !Regions.Contains(region);

    /// <summary>A CSO's own city learns of the application only when the CSO said so; for its people the case does not exist.</summary>
    public bool MaySee(Application application) => application.IsCity || application.Answers.TellOwnCity || !IsOfApplicantsCity(application);

    /// <summary>Whether this person acts for the applicant's own city: the city that applies, or the one where the CSO is.</summary>
    public bool IsOfApplicantsCity(Application application)
    {
        var answers = application.Answers;
        var applicants = application.IsCity ? [answers.OrganizationName, answers.Place] : new[] { answers.Place };
        return IsOfCity(answers.Country, applicants);
    }

    /// <summary>Whether this person acts for that organization, or for the city where the CSO is.</summary>
    public bool IsOf(Organization organization) => OrganizationIds.Contains(organization.Id)
        || IsOfCity(organization.Country, organization.IsCity ? [organization.Name, organization.Place] : [organization.Place]);

    /// <summary>A CSO's own city need not know that it is a member.</summary>
    public bool MayKnowOf(Organization organization) => organization.IsCity || OrganizationIds.Contains(organization.Id) || !IsOf(organization);

    private bool IsOfCity(string country, IEnumerable<string> itsNames)
    {
        var names = itsNames.Select(PlaceName.Plain).Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal);
        return Organizations.Any(own => own.Country == country && own.PlaceNames.Any(name => names.Contains(PlaceName.Plain(name))));
    }
}

/// <summary>An organization that a vetter acts for; a city's places are its name and place, a CSO's only its place.</summary>
internal sealed record VetterOrganization(Guid Id, string Region, string Country, IReadOnlyList<string> PlaceNames);
