using System.Net.Mail;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Applications;

/// <summary>What an applicant has answered so far; each answer may be empty until it is sent.</summary>
internal sealed record Answers
{
    public const int NameMax = 200;
    public const int EmailMax = 254;
    public const int MotivationMax = 2000;
    public const int WebsiteMax = 300;
    public const int PhoneMax = 40;
    public const int ReferencesMax = 5;
    public const long PopulationMax = 50_000_000;

    public static readonly string[] Themes = ["hate", "extremism", "polarization", "disinformation", "youth", "prevention", "victims", "cohesion"];
    public static readonly string[] Listings = ["unlisted", "country", "region", "town"];
    private static readonly string[] CityForms = ["town", "capital", "county", "province", "intercommunal"];
    private static readonly string[] CsoForms = ["registered", "unregistered"];
    private static readonly string[] CityEvidence = ["letter", "resolution"];
    private static readonly string[] CsoEvidence = ["document", "photo", "references", "call"];

    public string OrganizationName { get; init; } = "";
    public string Country { get; init; } = "";
    public string Place { get; init; } = "";
    public string Province { get; init; } = "";
    public string Website { get; init; } = "";
    public string Form { get; init; } = "";
    public long Population { get; init; }
    public string ContactName { get; init; } = "";
    public string ContactPosition { get; init; } = "";
    public string ContactEmail { get; init; } = "";
    public string Phone { get; init; } = "";
    public string Motivation { get; init; } = "";
    public string[] ChosenThemes { get; init; } = [];
    public string[] WorkingLanguages { get; init; } = [];
    public string Evidence { get; init; } = "";
    public List<ApplicationReferee> Referees { get; init; } = [];
    public string PrinciplesVersion { get; init; } = "";
    public string Listing { get; init; } = "";
    public bool TellOwnCity { get; init; }

    /// <summary>The answers with the named ones replaced; every bad one is named with its own reason, and then nothing is replaced.</summary>
    public (Answers Kept, IReadOnlyList<(string Field, Refusal Refusal)> Bad) With(Answers given, IEnumerable<string> fields, bool isCity)
    {
        var kept = this;
        var bad = new List<(string, Refusal)>();
        foreach (var field in fields.Distinct(StringComparer.Ordinal))
        {
            var (next, refusal) = kept.WithField(given, field, isCity);
            kept = next;
            if (refusal is not null)
            {
                bad.Add((field, refusal));
            }
        }

        return bad.Count == 0 ? (kept, bad) : (this, bad);
    }

    /// <summary>The required answers that are not given yet, by proto field name.</summary>
    public IReadOnlyList<string> Missing(bool isCity)
    {
        var missing = new List<string>();
        Need(OrganizationName, "organization_name");
        Need(Country, "country");
        Need(Form, "form");
        Need(ContactName, "contact_name");
        Need(ContactEmail, "contact_email");
        Need(Motivation, "motivation");
        Need(Evidence, "evidence");
        if (isCity)
        {
            Need(ContactPosition, "contact_position");
        }
        else
        {
            Need(Place, "place");
            Need(Listing, "listing");
        }

        return missing;

        void Need(string answer, string field)
        {
            if (answer.Length == 0)
            {
                missing.Add(field);
            }
        }
    }

    /// <summary>
    /// A city brings its letter or resolution as a document. A CSO needs no letter: a document, a photo of one, two references of different people
    /// other than its contact, or a telephone number for a 20-minute call.
    /// </summary>
    public bool HasEvidence(int documents) => Evidence switch
    {
        "letter" or "resolution" or "document" or "photo" => documents > 0,
        "references" => Referees.Select(referee => referee.Email.ToLowerInvariant()).Where(email => email != ContactEmail.ToLowerInvariant()).Distinct().Count() >= 2,
        "call" => Phone.Length > 0,
        _ => false,
    };

    /// <summary>Address without spaces or control characters, with a domain that has a dot; at most 254 characters.</summary>
    public static bool IsEmail(string email) =>
        email.Length is > 3 and <= EmailMax && !email.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || character is ',' or ';' or '<' or '>' or '"')
        && MailAddress.TryCreate(email, out var address) && address.Address == email && address.Host.Contains('.') && !address.Host.EndsWith('.');

    public static bool IsWebsite(string website) =>
        website.Length <= WebsiteMax && Uri.TryCreate(website, UriKind.Absolute, out var uri)
        && uri is { Scheme: "https" or "http", UserInfo.Length: 0 } && uri.Host.Contains('.');

    public static bool IsLanguage(string language) =>
        language.Length is >= 2 and <= 12 && language.All(character => char.IsAsciiLetterOrDigit(character) || character == '-') && char.IsAsciiLetter(language[0]);

    /// <summary>Host of the website without "www.", to recognize an organization that applies again.</summary>
    public static string DomainOf(string website)
    {
        var host = Uri.TryCreate(website, UriKind.Absolute, out var uri) ? uri.IdnHost.ToLowerInvariant() : "";
        return host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
    }

    private (Answers, Refusal?) WithField(Answers given, string field, bool isCity) => field switch
    {
        "organization_name" => (this with { OrganizationName = Line(given.OrganizationName) }, TooLong(given.OrganizationName, NameMax, AnswerRefusals.OrganizationNameTooLong)),
        "country" => (this with { Country = Line(given.Country).ToUpperInvariant() },
            given.Country.Length == 0 || Continents.HubOf(given.Country.Trim().ToUpperInvariant()) is not null ? null : AnswerRefusals.CountryUnknown),
        "place" => (this with { Place = Line(given.Place) }, TooLong(given.Place, NameMax, AnswerRefusals.PlaceTooLong)),
        "province" => (this with { Province = Line(given.Province) }, TooLong(given.Province, NameMax, AnswerRefusals.ProvinceTooLong)),
        "website" => (this with { Website = given.Website.Trim() }, given.Website.Trim() is "" || IsWebsite(given.Website.Trim()) ? null : AnswerRefusals.WebsiteInvalid),
        "form" => (this with { Form = given.Form }, OneOf(given.Form, isCity ? CityForms : CsoForms, AnswerRefusals.FormUnknown)),
        "population" => (this with { Population = given.Population }, given.Population is < 0 or > PopulationMax ? AnswerRefusals.PopulationInvalid : null),
        "contact_name" => (this with { ContactName = Line(given.ContactName) }, TooLong(given.ContactName, NameMax, AnswerRefusals.ContactNameTooLong)),
        "contact_position" => (this with { ContactPosition = Line(given.ContactPosition) }, TooLong(given.ContactPosition, NameMax, AnswerRefusals.ContactPositionTooLong)),
        "contact_email" => (this with { ContactEmail = given.ContactEmail.Trim() }, IsEmail(given.ContactEmail.Trim()) ? null : AnswerRefusals.EmailInvalid),
        "phone" => (this with { Phone = Line(given.Phone) }, given.Phone.Length == 0 || IsPhone(given.Phone.Trim()) ? null : AnswerRefusals.PhoneInvalid),
        "motivation" => (this with { Motivation = given.Motivation.Trim() }, TooLong(given.Motivation, MotivationMax, AnswerRefusals.MotivationTooLong)),
        "themes" => (this with { ChosenThemes = [.. given.ChosenThemes.Distinct()] }, given.ChosenThemes.All(Themes.Contains) ? null : AnswerRefusals.ThemeUnknown),
        "working_languages" => (this with { WorkingLanguages = [.. given.WorkingLanguages.Distinct()] },
            given.WorkingLanguages.Length <= 20 && given.WorkingLanguages.All(IsLanguage) ? null : AnswerRefusals.LanguageUnknown),
        "evidence" => (this with { Evidence = given.Evidence }, OneOf(given.Evidence, isCity ? CityEvidence : CsoEvidence, AnswerRefusals.EvidenceUnknown)),
        "references" => (this with { Referees = [.. given.Referees.Select(referee => referee.Tidy()).Where(referee => !referee.IsEmpty)] }, BadReferees(given.Referees, ContactEmail)),
        "principles_version" => (this with { PrinciplesVersion = given.PrinciplesVersion },
            OneOf(given.PrinciplesVersion, [PrinciplesText.CurrentVersion], AnswerRefusals.PrinciplesVersionUnknown)),
        "listing" => (this with { Listing = given.Listing }, OneOf(given.Listing, Listings, AnswerRefusals.ListingUnknown)),
        "tell_own_city" => (this with { TellOwnCity = given.TellOwnCity }, null),
        _ => (this, AnswerRefusals.FieldUnknown),
    };

    private static Refusal? BadReferees(IReadOnlyCollection<ApplicationReferee> referees, string contactEmail)
    {
        var given = referees.Select(referee => referee.Tidy()).Where(referee => !referee.IsEmpty).ToList();
        return given.Count > ReferencesMax ? AnswerRefusals.ReferencesTooMany
            : given.Any(referee => referee.Name.Length == 0) ? AnswerRefusals.ReferenceNameMissing
            : given.Any(referee => !IsEmail(referee.Email)) ? AnswerRefusals.ReferenceEmailInvalid
            : given.DistinctBy(referee => referee.Email.ToLowerInvariant()).Count() < given.Count ? AnswerRefusals.ReferenceTwice
            : given.Any(referee => referee.Email.Equals(contactEmail, StringComparison.OrdinalIgnoreCase)) ? AnswerRefusals.ReferenceIsContact
            : given.Any(referee => referee.Name.Length > NameMax || referee.Organization.Length > NameMax) ? AnswerRefusals.ReferenceTooLong
            : null;
    }

    private static bool IsPhone(string phone) =>
        phone.Length is >= 5 and <= PhoneMax && phone.All(character => char.IsAsciiDigit(character) || "+-. ()/".Contains(character)) && phone.Count(char.IsAsciiDigit) >= 5;

    private static Refusal? OneOf(string value, string[] known, Refusal refusal) => value.Length == 0 || known.Contains(value) ? null : refusal;

    private static Refusal? TooLong(string value, int max, Refusal refusal) => value.Trim().Length > max ? refusal : null;

    // A line break or a bidirectional control in a name would forge what staff and mail show.
    internal static string Line(string text) => new string([.. text.Where(character => !char.IsControl(character) && !IsDirection(character))]).Trim();

    private static bool IsDirection(char character) =>
        character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F';
}

/// <summary>A person who knows the CSO and is willing to be asked.</summary>
internal sealed record ApplicationReferee(string Name, string Organization, string Email)
{
    public bool IsEmpty => Name.Length == 0 && Organization.Length == 0 && Email.Length == 0;

    public ApplicationReferee Tidy() => new(Answers.Line(Name), Answers.Line(Organization), Email.Trim());
}
