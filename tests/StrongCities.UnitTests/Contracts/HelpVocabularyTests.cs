using StrongCities.Contracts.Matchmaking;

namespace StrongCities.UnitTests.Contracts;

public sealed class HelpVocabularyTests
{
    [Fact]
    public void Every_term_has_a_word_of_its_own_in_English_French_and_Spanish()
    {
        Assert.Equal(["en", "fr", "es"], HelpVocabulary.Languages.Select(language => language.Code));
        Assert.All(HelpVocabulary.All, term => Assert.All([term.English, term.French, term.Spanish], word => Assert.Equal((word.Trim(), true), (word, word.Length > 0))));
        Assert.All(HelpVocabulary.Languages, language =>
            Assert.Equal(HelpVocabulary.All.Count, HelpVocabulary.All.Select(term => term.In(language.Code)).Distinct(StringComparer.CurrentCultureIgnoreCase).Count()));
        Assert.All(HelpVocabulary.All, term => Assert.Equal(3, HelpVocabulary.Languages.Select(language => term.In(language.Code)).Distinct().Count()));
    }
}
