using System.Globalization;

namespace StrongCities.ServiceDefaults.Languages;

/// <summary>A language of the site: its place in the address (<c>/fr/...</c>), its own name, and how it writes dates and numbers.</summary>
public sealed record Language(string Code, string OwnName, CultureInfo Culture)
{
    public static readonly Language English = new("en", "English", CultureInfo.GetCultureInfo("en-GB"));
    public static readonly Language French = new("fr", "Français", CultureInfo.GetCultureInfo("fr-FR"));

    /// <summary>Development only: every translatable text is altered visibly, so that a text left in the code stands out.</summary>
    public static readonly Language Pseudo = new("qps-ploc", "[Þšéûđø]", CultureInfo.GetCultureInfo("en-GB"));

    /// <summary>Languages offered to readers; each is complete.</summary>
    public static readonly IReadOnlyList<Language> Offered = [English, French];

    /// <summary>A name that comes from a table of its own: altered in the pseudo-language like every other text, so that one without a table stands out.</summary>
    public string Marked(string name) => this == Pseudo ? PseudoText.Of(name) : name;

    public static Language? Find(string? code, bool withPseudo = false)
    {
        foreach (var language in Offered)
        {
            if (string.Equals(language.Code, code, StringComparison.OrdinalIgnoreCase))
            {
                return language;
            }
        }

        return withPseudo && string.Equals(Pseudo.Code, code, StringComparison.OrdinalIgnoreCase) ? Pseudo : null;
    }
}
