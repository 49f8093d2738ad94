using System.Reflection;

namespace StrongCities.ServiceDefaults.Languages;

/// <summary>The words of one process in each language, read once from the .po files embedded in its assembly.</summary>
public sealed class WordsOf(Assembly assembly)
{
    private readonly Catalog _english = Catalog.Read(assembly, Languages.Language.English.Code);
    private readonly Catalog _french = Catalog.Read(assembly, Languages.Language.French.Code);

    /// <summary>The words in that language.</summary>
    public Words In(Language language) => new(language, language == Languages.Language.French ? _french : null, _english);

    /// <summary>The words in that language (BCP 47), or in English when it is not offered.</summary>
    public Words Language(string code) => In(Languages.Language.Find(code.Split('-')[0]) ?? Languages.Language.English);
}
