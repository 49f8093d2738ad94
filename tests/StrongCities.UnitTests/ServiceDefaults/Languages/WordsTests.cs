using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.UnitTests.ServiceDefaults.Languages;

public sealed class WordsTests
{
    private readonly WordsOf _catalogs = new(typeof(StrongCities.Web.Layout.Site).Assembly);

    [Fact]
    public void The_English_text_is_its_own_key_and_French_has_another()
    {
        Assert.Equal("Join the network", _catalogs.In(Language.English)["Join the network"]);
        Assert.Equal("Rejoindre le réseau", _catalogs.In(Language.French)["Join the network"]);
    }

    [Theory]
    [InlineData(0, "0 ville membre sur cette carte.")]
    [InlineData(1, "1 ville membre sur cette carte.")]
    [InlineData(2, "2 villes membres sur cette carte.")]
    [InlineData(2_000_000, "2\u202F000\u202F000 de villes membres sur cette carte.")]
    public void A_French_count_chooses_its_form_and_its_separators(long count, string expected) =>
        Assert.Equal(expected, _catalogs.In(Language.French).Plural("{count} member city on this map.", "{count} member cities on this map.", count));

    [Theory]
    [InlineData(1, "1 member city on this map.")]
    [InlineData(1_200, "1,200 member cities on this map.")]
    public void An_English_count_chooses_its_form_and_its_separators(long count, string expected) =>
        Assert.Equal(expected, _catalogs.In(Language.English).Plural("{count} member city on this map.", "{count} member cities on this map.", count));

    [Fact]
    public void A_value_is_never_filled_in_twice() =>
        Assert.Equal("{b} and 2", _catalogs.In(Language.English)["{a} and {b}", ("a", "{b}"), ("b", 2)]);

    [Fact]
    public void The_pseudo_language_alters_every_letter_and_no_parameter()
    {
        var text = _catalogs.In(Language.Pseudo)["Sign in, {name}", ("name", "Ana")];
        Assert.Equal("[Šîĝñ îñ, Ana~~~~~]", text);
    }

    [Theory]
    [InlineData("QPS-Ploc")]
    [InlineData("qps-ploc")]
    public void The_pseudo_language_is_found_whatever_its_case_but_only_on_request(string code)
    {
        Assert.Same(Language.Pseudo, Language.Find(code, withPseudo: true));
        Assert.Null(Language.Find(code));
    }

    [Fact]
    public void A_place_has_its_French_name() => Assert.Equal("Londres", _catalogs.In(Language.French).Place("London"));
}
