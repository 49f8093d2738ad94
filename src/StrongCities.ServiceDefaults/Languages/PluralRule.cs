using System.Globalization;

namespace StrongCities.ServiceDefaults.Languages;

/// <summary>CLDR's plural categories that English and French use, in the order in which a .po file numbers them.</summary>
public enum PluralCategory
{
    One,
    Many,
    Other,
}

/// <summary>CLDR's cardinal plural rules. An amount is given as CLDR writes its samples: <c>3</c>, <c>1.50</c>, <c>2c6</c>.</summary>
public static class PluralRule
{
    private static readonly PluralCategory[] EnglishCategories = [PluralCategory.One, PluralCategory.Other];
    private static readonly PluralCategory[] FrenchCategories = [PluralCategory.One, PluralCategory.Many, PluralCategory.Other];

    /// <summary>The categories of a language; <c>msgstr[n]</c> is the text for the n-th.</summary>
    public static IReadOnlyList<PluralCategory> Categories(string language) =>
        language == "fr" ? FrenchCategories : EnglishCategories;

    public static PluralCategory Of(string language, long count) =>
        Of(language, Math.Abs(count), fractionDigits: 0, exponent: 0);

    public static PluralCategory Of(string language, string amount)
    {
        var compact = amount.Split('c');
        var exponent = compact.Length == 2 ? int.Parse(compact[1], CultureInfo.InvariantCulture) : 0;
        var point = compact[0].IndexOf('.', StringComparison.Ordinal);
        var digits = decimal.Parse(compact[0], CultureInfo.InvariantCulture);
        for (var power = 0; power < exponent; power++)
        {
            digits *= 10;
        }

        var fractionDigits = point < 0 ? 0 : Math.Max(0, compact[0].Length - point - 1 - exponent);
        return Of(language, (long)decimal.Truncate(digits), fractionDigits, exponent);
    }

    private static PluralCategory Of(string language, long integer, int fractionDigits, int exponent) => language switch
    {
        // 0 and 1 and 1.5 are singular in French; whole millions take "de": 1 000 000 de places.
        "fr" when integer is 0 or 1 => PluralCategory.One,
        "fr" when exponent is < 0 or > 5 || (exponent == 0 && integer != 0 && integer % 1_000_000 == 0 && fractionDigits == 0) => PluralCategory.Many,
        "fr" => PluralCategory.Other,
        _ => integer == 1 && fractionDigits == 0 ? PluralCategory.One : PluralCategory.Other,
    };
}
