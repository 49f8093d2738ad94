using System.Globalization;
using System.Text;

namespace StrongCities.Membership.Directory;

/// <summary>Compares names of places as people mean them: "Ville de Montréal" is Montreal.</summary>
internal static class PlaceName
{
    private static readonly string[] Titles =
    [
        "city of ", "city council of ", "town of ", "municipality of ", "county of ", "ville de ", "ville d'", "commune de ", "commune d'",
        "mairie de ", "stadt ", "landeshauptstadt ", "comune di ", "ciudad de ", "ayuntamiento de ", "gemeente ", "mesto ",
    ];

    private static readonly string[] Endings = [" kommune", " kommun", " municipality", " city council", " council"];

    /// <summary>The name without accents, case, and words such as "city of"; letters and digits of one spacing.</summary>
    public static string Plain(string name)
    {
        var plain = Simplify(name);
        plain = Titles.FirstOrDefault(title => plain.StartsWith(title, StringComparison.Ordinal)) is { } found ? plain[found.Length..] : plain;
        plain = Endings.FirstOrDefault(ending => plain.EndsWith(ending, StringComparison.Ordinal)) is { } last ? plain[..^last.Length] : plain;
        return plain.Trim();
    }

    private static string Simplify(string text)
    {
        var simple = new StringBuilder(text.Length);
        foreach (var character in text.Trim().ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            simple.Append(character switch
            {
                'ø' => "o",
                'ł' => "l",
                'đ' => "d",
                'ß' => "ss",
                'æ' => "ae",
                'œ' => "oe",
                '’' => "'",
                '-' => " ",
                _ when CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark => "",
                _ => character.ToString(),
            });
        }

        return string.Join(' ', simple.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
