using System.Globalization;
using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.UnitTests.ServiceDefaults.Languages;

public sealed class PluralRuleTests
{
    // The sample values of CLDR 48 (supplemental/plurals.json, cardinal), as they stand there.
    [Theory]
    [InlineData("en", PluralCategory.One, "1")]
    [InlineData("en", PluralCategory.Other, "0, 2~16, 100, 1000, 10000, 100000, 1000000, 0.0~1.5, 10.0, 100.0, 1000.0, 10000.0, 100000.0, 1000000.0")]
    [InlineData("fr", PluralCategory.One, "0, 1, 0.0~1.5")]
    [InlineData("fr", PluralCategory.Many, "1000000, 1c6, 2c6, 3c6, 4c6, 5c6, 6c6, 1.0000001c6, 1.1c6, 2.0000001c6, 2.1c6, 3.0000001c6, 3.1c6")]
    [InlineData("fr", PluralCategory.Other, "2~17, 100, 1000, 10000, 100000, 1c3, 2c3, 3c3, 4c3, 5c3, 6c3, 2.0~3.5, 10.0, 100.0, 1000.0, 10000.0, 100000.0, 1000000.0, 1.0001c3, 1.1c3, 2.0001c3, 2.1c3, 3.0001c3, 3.1c3")]
    public void Every_sample_value_of_CLDR_falls_into_its_category(string language, PluralCategory category, string samples)
    {
        foreach (var sample in Expand(samples))
        {
            Assert.True(category == PluralRule.Of(language, sample), $"{sample} is not {category} in {language}");
        }
    }

    [Theory]
    [InlineData(0, PluralCategory.One)]
    [InlineData(1, PluralCategory.One)]
    [InlineData(2, PluralCategory.Other)]
    [InlineData(1_000_000, PluralCategory.Many)]
    [InlineData(3_000_000, PluralCategory.Many)]
    [InlineData(1_000_001, PluralCategory.Other)]
    [InlineData(-1, PluralCategory.One)]
    public void Whole_numbers_in_French(long count, PluralCategory category) => Assert.Equal(category, PluralRule.Of("fr", count));

    private static IEnumerable<string> Expand(string samples)
    {
        foreach (var sample in samples.Split(", "))
        {
            var ends = sample.Split('~');
            if (ends.Length == 1)
            {
                yield return sample;
                continue;
            }

            // CLDR's ranges step by the last digit written.
            var step = ends[0].Contains('.', StringComparison.Ordinal) ? 0.1m : 1m;
            for (var value = decimal.Parse(ends[0], CultureInfo.InvariantCulture); value <= decimal.Parse(ends[1], CultureInfo.InvariantCulture); value += step)
            {
                yield return value.ToString(CultureInfo.InvariantCulture);
            }
        }
    }
}
