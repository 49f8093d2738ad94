using StrongCities.Contracts.Gatherings;

namespace StrongCities.Web.Languages;

/// <summary>A text for the reader, and the language it is really in.</summary>
public sealed record ShownText(string Text, string Language, string Origin)
{
    /// <summary>For a <c>lang</c> attribute: the text's language when it is not the page's, else null.</summary>
    public string? ForeignTo(Language page) => Language.Length == 0 || Language == page.Code ? null : Language;
}

/// <summary>Chooses among a text's languages: the reader's, else English, else the first; the page marks what is not in its language.</summary>
public static class LocalTexts
{
    public static ShownText Best(IEnumerable<LocalText> texts, Language reader)
    {
        LocalText? best = null;
        foreach (var text in texts)
        {
            if (text.Language == reader.Code)
            {
                return new(text.Text, text.Language, text.Origin);
            }

            if (best is null || text.Language == "en")
            {
                best = text;
            }
        }

        return best is null ? new("", "", "") : new(best.Text, best.Language, best.Origin);
    }
}
