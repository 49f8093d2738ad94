using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.UnitTests.ServiceDefaults.Languages;

public sealed class PoFileTests
{
    [Fact]
    public void Context_plural_continued_lines_and_escapes_are_read()
    {
        var entries = Read("""
            # A comment.
            msgid ""
            msgstr ""
            "Language: fr\n"

            msgctxt "refusal"
            msgid "busy"
            msgstr "Trop de \"demandes\"\\."

            #: Pages/Home.razor
            msgid "{count} seat"
            msgid_plural "{count} seats"
            msgstr[0] "{count} place"
            msgstr[1] "{count} de places"
            msgstr[2] "{count} "
            "places"
            msgid "next"
            msgstr "suite\nfin"
            """);

        Assert.Equal(3, entries.Count);
        Assert.Equal(new("refusal", "busy", null, entries[0].Translations), entries[0]);
        Assert.Equal("Trop de \"demandes\"\\.", entries[0].Translations[0]);
        Assert.Equal("{count} seats", entries[1].Plural);
        Assert.Equal(["{count} place", "{count} de places", "{count} places"], entries[1].Translations);
        Assert.Equal("suite\nfin", entries[2].Translations[0]);
    }

    [Fact]
    public void An_empty_translation_is_none() => Assert.Empty(Read("msgid \"a\"\nmsgstr \"\"\n"));

    [Theory]
    [InlineData("msgid a")]
    [InlineData("msgid \"a")]
    [InlineData("msgfoo \"a\"")]
    [InlineData("#, fuzzy\nmsgid \"a\"\nmsgstr \"b\"")]
    public void What_it_does_not_know_is_refused_with_the_line(string text)
    {
        var fault = Assert.Throws<FormatException>(() => Read(text));
        Assert.StartsWith("test.po, line 1", fault.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<PoEntry> Read(string text) => PoFile.Read(new StringReader(text), "test.po");
}
