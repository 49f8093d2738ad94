using System.Reflection;

namespace StrongCities.ServiceDefaults.Languages;

/// <summary>The words of one process in each language offered, from the .po files embedded in its assembly.</summary>
public sealed class WordsOf(Assembly assembly)
{
    private readonly Dictionary<string, Words> _words = Build(assembly);

    /// <summary>The words in that language (BCP 47), or in English when it is not offered.</summary>
    public Words Language(string code) => _words.GetValueOrDefault(code.Split('-')[0]) ?? _words["en"];

    private static Dictionary<string, Words> Build(Assembly assembly)
    {
        var english = Catalog.Read(assembly, "en");
        return Languages.Language.Offered.ToDictionary(
            language => language.Code,
            language => new Words(language, language == Languages.Language.English ? null : Catalog.Read(assembly, language.Code), english),
            StringComparer.OrdinalIgnoreCase);
    }
}
