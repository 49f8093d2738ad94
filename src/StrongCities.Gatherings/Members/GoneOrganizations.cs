namespace StrongCities.Gatherings.Members;

/// <summary>Who has left or is suspended: it keeps no seats, and takes none back. One that paused keeps them.</summary>
internal static class GoneOrganizations
{
    public static bool IsGone(string standing) => standing is "left" or "suspended";

    /// <summary>Those of which <see cref="IsGone"/> holds.</summary>
    public static IQueryable<MemberOrganization> Gone(this GatheringsDb db) =>
        db.MemberOrganizations.Where(organization => organization.Standing == "left" || organization.Standing == "suspended");
}
