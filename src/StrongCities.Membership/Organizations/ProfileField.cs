namespace StrongCities.Membership.Organizations;

/// <summary>The fields of a profile whose readers the organization chooses, and whom it may choose.</summary>
internal static class ProfileField
{
    public const string Themes = "themes";
    public const string Languages = "languages";
    public const string Population = "population";
    public const string Website = "website";
    public const string About = "about";
    public const string Needs = "needs";
    public const string Offers = "offers";

    public static readonly string[] All = [Themes, Languages, Population, Website, About, Needs, Offers];

    /// <summary>What everybody may read until the organization says otherwise; needs and offers are for nobody until then.</summary>
    public static readonly string[] PublicAtFirst = [Themes, Languages, Population, Website, About];
}

/// <summary>Who may read a field, from the widest on.</summary>
internal static class Audience
{
    public const string Public = "public";

    /// <summary>People who act for an organization that is a member now.</summary>
    public const string Members = "members";

    /// <summary>The organization's own people and staff; no other service is told either.</summary>
    public const string Nobody = "nobody";

    public static readonly string[] All = [Public, Members, Nobody];
}
