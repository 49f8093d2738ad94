using StrongCities.ServiceDefaults.Languages;
using StrongCities.Web.Pages.Operations;

namespace StrongCities.UnitTests.Operations.Pages;

public sealed class DurationWordsTests
{
    private static readonly WordsOf Words = new(typeof(DurationWords).Assembly);

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(254_000, "0.25 ms")]
    [InlineData(12_340_000, "12.3 ms")]
    [InlineData(999_400_000, "999 ms")]
    [InlineData(999_600_000, "1 s")]
    [InlineData(1_250_000_000, "1.25 s")]
    [InlineData(59_994_000_000, "60 s")]
    [InlineData(125_000_000_000, "2 min 5 s")]
    [InlineData(119_999_000_000, "2 min 0 s")]
    public void Three_digits_that_matter_are_shown(long nanoseconds, string expected)
    {
        Assert.Equal(expected, DurationWords.Of(Words.In(Language.English), nanoseconds));
    }

    [Fact]
    public void French_writes_a_comma_and_a_space_that_does_not_break()
    {
        Assert.Equal("1,25\u00A0s", DurationWords.Of(Words.In(Language.French), 1_250_000_000));
    }
}
