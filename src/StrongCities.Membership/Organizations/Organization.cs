using StrongCities.Membership.Applications;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Organizations;

/// <summary>A city or CSO of the network, or its guest.</summary>
internal sealed class Organization
{
    public const int AboutMax = 2000;
    public const int NeedsMax = 1000;

    public Guid Id { get; init; }

    /// <summary>What strangers see instead of the id; random.</summary>
    public string PublicId { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Name { get; set; } = "";
    public string Country { get; init; } = "";
    public string Region { get; init; } = "";
    public string Place { get; set; } = "";
    public string Province { get; set; } = "";
    public string Form { get; init; } = "";
    public string Standing { get; set; } = OrganizationStanding.Member;

    /// <summary>When it left; null while it has not.</summary>
    public DateTimeOffset? LeftAt { get; set; }

    /// <summary>Counts what other services hear of; profile edits have their own count, so that nobody sees a gap.</summary>
    public long Version { get; set; } = 1;
    public long ProfileVersion { get; set; } = 1;
    public DateTimeOffset? MemberSince { get; set; }

    public string[] Themes { get; set; } = [];
    public string[] Languages { get; set; } = [];
    public long Population { get; set; }
    public string Website { get; set; } = "";
    public string Domain { get; set; } = "";
    public string About { get; set; } = "";
    public string AboutLanguage { get; set; } = "";
    public string Needs { get; set; } = "";
    public string Offers { get; set; } = "";
    public string ContactBy { get; set; } = "members";

    /// <summary>The fields of the profile that everybody may read, and those that members may; a field of neither is for nobody.</summary>
    public string[] PublicFields { get; set; } = [.. ProfileField.PublicAtFirst];
    public string[] MemberFields { get; set; } = [];
    public string Listing { get; set; } = "town";
    public double? Latitude { get; set; }
    public double? Longitude { get; set; }

    /// <summary>Written by the database from the name and what of the place may be shown.</summary>
    public string SearchText { get; private set; } = "";

    public bool IsCity => Kind == "city";

    /// <summary>Cities are always listed; a CSO only if it chose to be.</summary>
    public bool IsListed => Standing == OrganizationStanding.Member && (IsCity || Listing != "unlisted");

    public string AudienceOf(string field) =>
        PublicFields.Contains(field) ? Audience.Public : MemberFields.Contains(field) ? Audience.Members : Audience.Nobody;

    /// <summary>Whether a reader, one of the public or a member, may read that field.</summary>
    public bool Shows(string field, string reader) => AudienceOf(field) is var audience && (audience == Audience.Public || (audience == Audience.Members && reader == Audience.Members));

    public bool ShowsPlace => IsCity || Listing == "town";

    public bool ShowsProvince => ShowsPlace || Listing == "region";

    /// <summary>Until when it may come back by itself; null while it has not left.</summary>
    public DateTimeOffset? ReturnUntil => LeftAt?.AddDays(OrganizationStanding.ReturnDays);

    /// <summary>Why its focal point may not take it to that standing now, or null. What was decided by others is not undone by itself.</summary>
    public Refusal? MayBecome(string standing, DateTimeOffset now) => (Standing, standing) switch
    {
        (OrganizationStanding.Member, OrganizationStanding.Paused) => null,
        (OrganizationStanding.Member or OrganizationStanding.Paused or OrganizationStanding.Suspended or OrganizationStanding.Prospect, OrganizationStanding.Left) => null,
        (OrganizationStanding.Paused, OrganizationStanding.Member) => null,
        // A guest that left has never been a member: it applies again.
        (OrganizationStanding.Left, OrganizationStanding.Member) when MemberSince is not null && ReturnUntil is { } until =>
            now < until ? null : OrganizationRefusals.ReturnTooLate,
        _ => OrganizationRefusals.StandingNotPossible,
    };

    public void Become(string standing, DateTimeOffset now)
    {
        Standing = standing;
        LeftAt = standing == OrganizationStanding.Left ? now : null;
        Version++;
    }

    /// <summary>The new profile's first bad field, or null.</summary>
    public IReadOnlyList<(string Field, Refusal Refusal)> BadFields(OrganizationProfile profile)
    {
        var bad = new List<(string, Refusal)>();
        Need("themes", profile.Themes.All(Answers.Themes.Contains), AnswerRefusals.ThemeUnknown);
        Need("languages", profile.Languages.Count <= 20 && profile.Languages.All(Answers.IsLanguage), AnswerRefusals.LanguageUnknown);
        Need("population", profile.Population is >= 0 and <= Answers.PopulationMax, AnswerRefusals.PopulationInvalid);
        Need("website", profile.Website.Length == 0 || Answers.IsWebsite(profile.Website), AnswerRefusals.WebsiteInvalid);
        Need("about", profile.About.Length <= AboutMax, OrganizationRefusals.AboutTooLong);
        Need("about_language", profile.About.Length == 0 || Answers.IsLanguage(profile.AboutLanguage), AnswerRefusals.LanguageUnknown);
        Need("needs", profile.Needs.Length <= NeedsMax, OrganizationRefusals.NeedsTooLong);
        Need("offers", profile.Offers.Length <= NeedsMax, OrganizationRefusals.OffersTooLong);
        Need("contact_by", profile.ContactBy is "nobody" or "members" or "cities", OrganizationRefusals.ContactByUnknown);
        Need("listing", IsCity || Answers.Listings.Contains(profile.Listing), AnswerRefusals.ListingUnknown);
        foreach (var (field, audience) in profile.Audiences)
        {
            Need("audience_" + field, ProfileField.All.Contains(field) && Audience.All.Contains(audience), OrganizationRefusals.AudienceUnknown);
        }

        return bad;

        void Need(string field, bool good, Refusal refusal)
        {
            if (!good)
            {
                bad.Add((field, refusal));
            }
        }
    }

    public OrganizationProfile Profile() =>
        new(Themes, Languages, Population, Website, About, AboutLanguage, Needs, Offers, ContactBy, Listing, ProfileField.All.ToDictionary(field => field, AudienceOf));

    /// <summary>What other services may know of the profile: nothing that somebody wrote freely, and no field that is for nobody.</summary>
    public Wire.OrganizationProfileChanged ProfileFact() => new(
        Id, ProfileVersion, Guid.Parse(PublicId),
        Shows(ProfileField.Themes, Audience.Members) ? Themes : [],
        Shows(ProfileField.Languages, Audience.Members) ? Languages : [],
        Shows(ProfileField.Population, Audience.Members) ? Population : 0, Listing);

    public void Take(OrganizationProfile profile)
    {
        Themes = [.. profile.Themes];
        Languages = [.. profile.Languages];
        Population = profile.Population;
        Website = profile.Website;
        Domain = Answers.DomainOf(profile.Website);
        About = profile.About;
        AboutLanguage = profile.About.Length == 0 ? "" : profile.AboutLanguage;
        Needs = profile.Needs;
        Offers = profile.Offers;
        ContactBy = profile.ContactBy;
        // A field that the form does not name keeps its readers.
        var audiences = ProfileField.All.ToDictionary(field => field, field => profile.Audiences.GetValueOrDefault(field) ?? AudienceOf(field));
        PublicFields = [.. ProfileField.All.Where(field => audiences[field] == Audience.Public)];
        MemberFields = [.. ProfileField.All.Where(field => audiences[field] == Audience.Members)];
        if (!IsCity)
        {
            Listing = profile.Listing;
        }

        ProfileVersion++;
    }
}

/// <summary>How an organization stands in the network.</summary>
internal static class OrganizationStanding
{
    public const string Prospect = "prospect";
    public const string Member = "member";
    public const string Paused = "paused";
    public const string Suspended = "suspended";
    public const string Left = "left";
    /// <summary>So long an organization may take its leaving back.</summary>
    public const int ReturnDays = 7;

    public static readonly string[] All = [Prospect, Member, Paused, Suspended, Left];
}

/// <summary>What an organization says about itself.</summary>
internal sealed record OrganizationProfile(
    IReadOnlyList<string> Themes, IReadOnlyList<string> Languages, long Population, string Website, string About, string AboutLanguage,
    string Needs, string Offers, string ContactBy, string Listing, IReadOnlyDictionary<string, string> Audiences)
{
    /// <summary>The fields that differ, as text.</summary>
    public IReadOnlyList<ProfileChange> ChangesTo(OrganizationProfile next)
    {
        (string Field, string Before, string After)[] all =
        [
            ("themes", string.Join(", ", Themes), string.Join(", ", next.Themes)),
            ("languages", string.Join(", ", Languages), string.Join(", ", next.Languages)),
            ("population", Number(Population), Number(next.Population)),
            ("website", Website, next.Website),
            ("about", About, next.About),
            ("about_language", AboutLanguage, next.AboutLanguage),
            ("needs", Needs, next.Needs),
            ("offers", Offers, next.Offers),
            ("contact_by", ContactBy, next.ContactBy),
            ("listing", Listing, next.Listing),
            .. ProfileField.All.Select(field => ("audience_" + field, Audiences[field], next.Audiences[field])),
        ];
        return [.. all.Where(field => field.Before != field.After).Select(field => new ProfileChange(field.Field, field.Before, field.After))];
    }

    private static string Number(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One field of a profile before and after an edit.</summary>
internal sealed record ProfileChange(string Field, string Before, string After);

/// <summary>An edit of a profile; rows are added and never changed or deleted.</summary>
internal sealed class ProfileEdit
{
    public long Id { get; init; }
    public Guid OrganizationId { get; init; }
    public DateTimeOffset At { get; init; }
    public Guid PersonId { get; init; }
    public List<ProfileChange> Changes { get; init; } = [];
}
