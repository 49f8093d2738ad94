using StrongCities.Gatherings.Texts;
using StrongCities.Gatherings;
using Wire = StrongCities.Contracts.Gatherings;

namespace StrongCities.UnitTests.Gatherings.Gatherings;

public class WordsTests
{
    [Fact]
    public void Texts_keep_their_language_and_how_they_came_about()
    {
        var words = Words.Read([Text("en", "Welcome", "human"), Text("fr", "Bienvenue", "machine")])!;

        var told = Words.FromJson(words.ToJson()).ToWire().ToList();
        Assert.Equal([("en", "Welcome", "human"), ("fr", "Bienvenue", "machine")], told.Select(text => (text.Language, text.Text, text.Origin)));
    }

    [Fact]
    public void A_text_without_origin_was_written_by_a_person() => Assert.Equal("human", Words.Read([Text("en", "Welcome", "")])!.ToWire().Single().Origin);

    [Theory]
    [InlineData("EN-", "human")]
    [InlineData("", "human")]
    [InlineData("en", "guessed")]
    public void An_unknown_language_or_origin_is_not_read(string language, string origin) => Assert.Null(Words.Read([Text(language, "Welcome", origin)]));

    [Fact]
    public void A_language_comes_once() => Assert.Null(Words.Read([Text("en", "One", "human"), Text("en", "Two", "human")]));

    [Fact]
    public void An_empty_text_is_left_out() => Assert.True(Words.Read([Text("fr", "  ", "human")])!.IsEmpty);

    [Fact]
    public void Marks_that_turn_the_direction_of_writing_are_taken_out() =>
        Assert.Equal("Oslo evil", Words.Read([Text("en", "Oslo \u202Eevil\u0007", "human")])!.ToWire().Single().Text);

    private static Wire.LocalText Text(string language, string text, string origin) => new() { Language = language, Text = text, Origin = origin };
}
