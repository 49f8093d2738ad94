using System.Globalization;

namespace StrongCities.Gatherings.Texts;

/// <summary>Text as typed, without what could disguise it.</summary>
internal static class PlainText
{
    // Marks that turn the direction of writing can make a text read as another one than it is.
    private const string Disguises = "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    public static string Of(string typed) => string.Concat(typed.ReplaceLineEndings("\n")
        .Where(c => !Disguises.Contains(c) && (c == '\n' || !char.IsControl(c)) && char.GetUnicodeCategory(c) != UnicodeCategory.OtherNotAssigned)).Trim();

    /// <summary>As <see cref="Of"/>, on one line.</summary>
    public static string LineOf(string typed) => Of(typed).Replace('\n', ' ');
}
