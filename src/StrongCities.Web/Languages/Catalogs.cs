namespace StrongCities.Web.Languages;

/// <summary>The translations of every language, read once.</summary>
public sealed class Catalogs
{
    private readonly Catalog _english = Catalog.Read(Language.English.Code);
    private readonly Catalog _french = Catalog.Read(Language.French.Code);

    public Words In(Language language) => new(language, language == Language.French ? _french : null, _english);
}
