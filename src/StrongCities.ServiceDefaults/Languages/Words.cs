using System.Globalization;
using System.Text;
using Microsoft.Extensions.Localization;

namespace StrongCities.ServiceDefaults.Languages;

/// <summary>
/// The words of the page in the reader's language. The English text is the key; parameters are named, and given as ("city", name).
/// </summary>
public sealed class Words(Language language, Catalog? catalog, Catalog english) : IStringLocalizer
{
    /// <summary>The context under which .po files keep the words of refusals; the reason is the text.</summary>
    public const string RefusalContext = "refusal";

    /// <summary>The context under which .po files keep names of places that differ by language.</summary>
    public const string PlaceContext = "place";

    public Language Language => language;

    public string this[string text, params ReadOnlySpan<(string Name, object? Value)> values] => Fill(Translate(null, text), values);

    /// <summary>The same English word with two meanings: the context tells them apart.</summary>
    public string In(string context, string text, params ReadOnlySpan<(string Name, object? Value)> values) => Fill(Translate(context, text), values);

    /// <summary>A count and its noun are one message; <c>{count}</c> is filled in.</summary>
    public string Plural(string one, string other, long count, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        string pattern;
        if (catalog?.Find(null, one) is { Plural: not null } entry)
        {
            var categories = PluralRule.Categories(language.Code);
            var index = 0;
            while (categories[index] != PluralRule.Of(language.Code, count))
            {
                index++;
            }

            pattern = entry.Translations[Math.Min(index, entry.Translations.Count - 1)];
        }
        else
        {
            pattern = Mark(PluralRule.Of("en", count) == PluralCategory.One ? one : other);
        }

        return Fill(pattern, [("count", count), .. values]);
    }

    /// <summary>The words for a refusal's reason, or null when it has none; its facts are the parameters.</summary>
    public string? Refusal(string reason, IEnumerable<KeyValuePair<string, string>> facts)
    {
        var entry = catalog?.Find(RefusalContext, reason) ?? english.Find(RefusalContext, reason);
        return entry is null ? null : Fill(Mark(entry.Translations[0]), [.. facts.Select(fact => (fact.Key, (object?)fact.Value))]);
    }

    /// <summary>A place by the name it has in the reader's language (London, Londres); an unknown one keeps its own.</summary>
    public string Place(string name) => language.Marked((catalog ?? english).Find(PlaceContext, name)?.Translations[0] ?? name);

    LocalizedString IStringLocalizer.this[string name] => new(name, Translate(null, name));

    LocalizedString IStringLocalizer.this[string name, params object[] arguments] =>
        new(name, string.Format(language.Culture, Translate(null, name), arguments));

    IEnumerable<LocalizedString> IStringLocalizer.GetAllStrings(bool includeParentCultures) =>
        catalog?.Entries.Select(entry => new LocalizedString(entry.Text, entry.Translations[0])) ?? [];

    private string Translate(string? context, string text) =>
        catalog?.Find(context, text)?.Translations[0] ?? Mark(text);

    private string Mark(string text) => ReferenceEquals(language, Language.Pseudo) ? PseudoText.Of(text) : text;

    private string Fill(string pattern, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (values.IsEmpty || !pattern.Contains('{', StringComparison.Ordinal))
        {
            return pattern;
        }

        // One pass over the pattern: a value that itself contains "{name}" is never filled in again.
        var filled = new StringBuilder(pattern.Length + 32);
        var position = 0;
        while (position < pattern.Length)
        {
            var open = pattern.IndexOf('{', position);
            var close = open < 0 ? -1 : pattern.IndexOf('}', open);
            if (close < 0)
            {
                break;
            }

            filled.Append(pattern, position, open - position);
            var name = pattern.AsSpan(open + 1, close - open - 1);
            var found = false;
            foreach (var (key, value) in values)
            {
                if (name.SequenceEqual(key))
                {
                    filled.Append(value switch
                    {
                        long or int => ((IFormattable)value).ToString("N0", language.Culture),
                        IFormattable formattable => formattable.ToString(null, language.Culture),
                        _ => value?.ToString(),
                    });
                    found = true;
                    break;
                }
            }

            if (!found)
            {
                filled.Append(CultureInfo.InvariantCulture, $"{{{name}}}");
            }

            position = close + 1;
        }

        return filled.Append(pattern, position, pattern.Length - position).ToString();
    }
}
