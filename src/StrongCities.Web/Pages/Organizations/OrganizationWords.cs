using StrongCities.Contracts.Membership;
using StrongCities.Web.Forms;
using StrongCities.Web.Pages.Join;

namespace StrongCities.Web.Pages.OfOrganizations;

/// <summary>An organization, its roles and the fields of its profile in the reader's words.</summary>
public static class OrganizationWords
{
    /// <summary>Before a field's name: who may read that field.</summary>
    public const string AudiencePrefix = "audience_";

    public static IReadOnlyList<Option> Roles(Words words) =>
    [
        new("elected", words["Elected member"]),
        new("focal-point", words["Focal point"], words["Changes this profile, gives and ends roles."]),
        new("practitioner", words["Practitioner"]),
        new("finance", words["Finance"]),
    ];

    public static IReadOnlyList<Option> ContactBy(Words words) =>
    [
        new("members", words["Every member of the network"]),
        new("cities", words["Member cities only"]),
        new("nobody", words["Nobody"]),
    ];

    public static IReadOnlyList<Option> Audiences(Words words) =>
    [
        new("public", words["Everybody"]),
        new("members", words["Members of the network"]),
        new("nobody", words["Only us and the network's staff"]),
    ];

    /// <summary>The languages to choose from, and those that are chosen already.</summary>
    public static IReadOnlyList<Option> Languages(Words words, IEnumerable<string> chosen)
    {
        var known = ApplicationWords.WorkingLanguages(words.Language);
        return [.. known, .. chosen.Where(code => code.Length > 0 && known.All(option => option.Value != code)).Select(code => new Option(code, code))];
    }

    public static string Name(Organization organization, Words words) =>
        organization.Kind == "city" ? words.Place(organization.Name) : organization.Name;

    public static string Standing(string standing, Words words) => standing switch
    {
        "member" => words["Member"],
        "paused" => words["Paused, at its own wish"],
        "suspended" => words["Suspended by decision"],
        "left" => words["Has left the network"],
        _ => words["Guest of the network"],
    };

    public static string Field(string field, Words words) => field switch
    {
        "themes" => words["Themes"],
        "languages" => words["Languages"],
        "population" => words["Inhabitants, about"],
        "website" => words["Website"],
        "about" => words["About us"],
        "about_language" => words["Language of this text"],
        "needs" => words["What we look for"],
        "offers" => words["What we can offer"],
        "contact_by" => words["Who may ask for contact"],
        "listing" => words["In the public list of members"],
        _ when field.StartsWith(AudiencePrefix, StringComparison.Ordinal) => words["{field}: who can read it", ("field", Field(field[AudiencePrefix.Length..], words))],
        _ => field,
    };

    /// <summary>A value of the history, as it is kept, in words.</summary>
    public static string Value(string field, string value, Words words) => value.Length == 0 ? words["(empty)"] : field switch
    {
        "themes" => Each(ApplicationWords.Themes(words), value),
        "languages" or "about_language" => Each(ApplicationWords.WorkingLanguages(words.Language), value),
        _ when field.StartsWith(AudiencePrefix, StringComparison.Ordinal) => ApplicationWords.Of(Audiences(words), value),
        "contact_by" => ApplicationWords.Of(ContactBy(words), value),
        "listing" => ApplicationWords.Of(ApplicationWords.Listings(words), value),
        "population" when value == "0" => words["(empty)"],
        "population" when long.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var count) => words.Plural("{count} inhabitant", "{count} inhabitants", count),
        _ => value,
    };

    private static string Each(IReadOnlyList<Option> options, string values) =>
        string.Join(", ", values.Split(", ").Select(value => ApplicationWords.Of(options, value)));
}
