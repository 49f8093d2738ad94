using StrongCities.Contracts.Membership;
using StrongCities.Web.Forms;

namespace StrongCities.Web.Pages.Join;

/// <summary>The vocabularies of an application in the reader's words.</summary>
public static class ApplicationWords
{
    public static IReadOnlyList<Option> Forms(bool city, Words words) => city
        ?
        [
            new("town", words["A town or city"]), new("capital", words["A capital"]), new("county", words["A county or department"]),
            new("province", words["A province or region"]), new("intercommunal", words["An intercommunal body"]),
        ]
        :
        [
            new("registered", words["A registered association or organisation"]),
            new("unregistered", words["A group that is not registered"], words["That is no disadvantage."]),
        ];

    public static IReadOnlyList<Option> Themes(Words words) =>
    [
        new("hate", words["Hate and hate crime"]), new("extremism", words["Violent extremism"]), new("polarization", words["Polarisation"]),
        new("disinformation", words["Disinformation and conspiracy theories"]), new("youth", words["Work with young people"]),
        new("prevention", words["Prevention"]), new("victims", words["Support for those targeted"]), new("cohesion", words["Social cohesion"]),
    ];

    public static IReadOnlyList<Option> Evidence(bool city, Words words) => city
        ?
        [
            new("letter", words["A letter signed by an authorised person"]),
            new("resolution", words["A resolution of the council"]),
        ]
        :
        [
            new("document", words["A document, such as your statutes or a report"]),
            new("photo", words["A photo of such a document"]),
            new("references", words["Two people who know your work"], words["No letter, no stamp, no printer needed."]),
            new("call", words["A call of 20 minutes with us"]),
        ];

    public static IReadOnlyList<Option> Listings(Words words) =>
    [
        new("unlisted", words["Not in the public list"], words["Members and staff know of you, the public does not."]),
        new("country", words["Listed with your country only"]),
        new("region", words["Listed with your region"]),
        new("town", words["Listed with your town"]),
    ];

    /// <summary>Languages that the two continents' local work is done in, by their names in the reader's language.</summary>
    public static IReadOnlyList<Option> WorkingLanguages(Language reader) =>
        [.. new[] { "ar", "da", "de", "el", "en", "es", "fi", "fr", "it", "nl", "no", "pl", "pt", "ro", "sk", "sv", "tr", "uk" }
            .Select(code => new Option(code, NameOf(code, reader)))
            .OrderBy(option => option.Label, StringComparer.Create(reader.Culture, ignoreCase: true))];

    public static string Languages(IEnumerable<string> codes, Language reader) => string.Join(", ", codes.Select(code => NameOf(code, reader)));

    /// <summary>The words of one value of a vocabulary; the value itself when it is not of it.</summary>
    public static string Of(IReadOnlyList<Option> options, string value) => options.FirstOrDefault(option => option.Value == value)?.Label ?? value;

    public static string State(Application application, Words words) => application.State switch
    {
        "draft" => words["Not sent yet"],
        "submitted" => words["Received"],
        "under-review" => words["Under review"],
        "question" => words["We have a question"],
        "recommended" => words["Reviewed, waiting for the decision"],
        "admitted" => words["Admitted"],
        "refused" => words["Refused"],
        "appealed" => words["Being looked at again"],
        "appeal-refused" => words["Refused after a second look"],
        _ => application.State,
    };

    /// <summary>The first steps' answers that are complete, by page.</summary>
    public static bool IsDone(string step, Application application) => (step, application.Answers) switch
    {
        ("organization", var a) => a.OrganizationName.Length > 0 && a.Country.Length > 0 && a.Form.Length > 0 && (application.Kind == "city" || a.Place.Length > 0),
        ("contact", var a) => a.ContactName.Length > 0 && (application.Kind == "cso" || a.ContactPosition.Length > 0),
        ("work", var a) => a.Motivation.Length > 0,
        ("evidence", _) => application.EvidenceComplete,
        ("listing", var a) => application.Kind == "city" || a.Listing.Length > 0,
        ("principles", var a) => a.PrinciplesVersion.Length > 0,
        _ => false,
    };

    private static string NameOf(string code, Language reader)
    {
        var name = System.Globalization.CultureInfo.GetCultureInfo(code);
        // Language names come in the culture of the thread that asks.
        var before = System.Globalization.CultureInfo.CurrentUICulture;
        System.Globalization.CultureInfo.CurrentUICulture = reader.Culture;
        try
        {
            return reader.Marked(name.DisplayName);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentUICulture = before;
        }
    }
}
