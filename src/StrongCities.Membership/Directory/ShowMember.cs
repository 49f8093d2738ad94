using StrongCities.Membership.Organizations;

namespace StrongCities.Membership.Directory;

/// <summary>The one place where an organization becomes an entry of the directory: what a reader of that audience may see, in lists, on its page and in the preview.</summary>
internal static class ShowMember
{
    public static Wire.MemberEntry To(string reader, Organization organization)
    {
        return new Wire.MemberEntry
        {
            PublicId = organization.PublicId,
            Name = organization.Name,
            Kind = organization.Kind,
            Country = organization.Country,
            Region = organization.Region,
            Place = organization.ShowsPlace ? organization.Place : "",
            Province = organization.ShowsProvince ? organization.Province : "",
            Latitude = organization.Latitude ?? 0,
            Longitude = organization.Longitude ?? 0,
            HasLocation = organization.Latitude is not null,
            Themes = { Shown(ProfileField.Themes) ? organization.Themes : [] },
            Languages = { Shown(ProfileField.Languages) ? organization.Languages : [] },
            Population = Shown(ProfileField.Population) ? organization.Population : 0,
            Website = Text(ProfileField.Website, organization.Website),
            About = Text(ProfileField.About, organization.About),
            AboutLanguage = Text(ProfileField.About, organization.AboutLanguage),
            Needs = Text(ProfileField.Needs, organization.Needs),
            Offers = Text(ProfileField.Offers, organization.Offers),
            ContactBy = reader == Audience.Members ? organization.ContactBy : "",
        };

        bool Shown(string field) => organization.Shows(field, reader);

        string Text(string field, string value) => Shown(field) ? value : "";
    }
}
