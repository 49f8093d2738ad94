using System.Globalization;
using System.Text;

namespace StrongCities.Web.Languages;

/// <summary>One text of a .po file: its context, the English text (and plural), and the translations (one, or one a plural category).</summary>
public sealed record PoEntry(string? Context, string Text, string? Plural, IReadOnlyList<string> Translations);

/// <summary>Reads the part of the GNU .po format that we write: msgctxt, msgid, msgid_plural, msgstr, msgstr[n], continued lines, comments.</summary>
public static class PoFile
{
    /// <summary>Throws <see cref="FormatException"/> naming file and line on anything that it does not know.</summary>
    public static IReadOnlyList<PoEntry> Read(TextReader reader, string fileName)
    {
        var entries = new List<PoEntry>();
        string? context = null, text = null, plural = null;
        var translations = new SortedDictionary<int, string>();
        var current = new StringBuilder();
        Action<string>? store = null;
        var lineNumber = 0;

        while (reader.ReadLine() is { } raw)
        {
            lineNumber++;
            var line = raw.Trim();
            if (line.Length == 0)
            {
                Finish();
            }
            else if (line.StartsWith("#,", StringComparison.Ordinal) && line.Contains("fuzzy", StringComparison.Ordinal))
            {
                throw Fault("a fuzzy translation is not a translation");
            }
            else if (line[0] == '#')
            {
                continue;
            }
            else if (line[0] == '"')
            {
                current.Append(Unquote(line));
            }
            else
            {
                Start(line);
            }
        }

        Finish();
        return entries;

        void Start(string line)
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0)
            {
                throw Fault("a keyword without a text");
            }

            var keyword = line[..space];
            if (keyword is "msgctxt" || (keyword is "msgid" && translations.Count + (store is null ? 0 : 1) > 0 && text is not null))
            {
                Finish();
            }

            Store();
            store = keyword switch
            {
                "msgctxt" => value => context = value,
                "msgid" => value => text = value,
                "msgid_plural" => value => plural = value,
                "msgstr" => value => translations[0] = value,
                _ when keyword.StartsWith("msgstr[", StringComparison.Ordinal) => Numbered(int.Parse(keyword[7..^1], CultureInfo.InvariantCulture)),
                _ => throw Fault($"unknown keyword {keyword}"),
            };
            current.Append(Unquote(line[(space + 1)..].Trim()));
        }

        Action<string> Numbered(int index) => value => translations[index] = value;

        void Store()
        {
            store?.Invoke(current.ToString());
            store = null;
            current.Clear();
        }

        void Finish()
        {
            Store();
            // The entry with an empty text is the file's header.
            if (!string.IsNullOrEmpty(text) && translations.Values.All(value => value.Length > 0) && translations.Count > 0)
            {
                entries.Add(new PoEntry(context, text, plural, [.. translations.Values]));
            }

            (context, text, plural) = (null, null, null);
            translations.Clear();
        }

        string Unquote(string quoted)
        {
            if (quoted.Length < 2 || quoted[0] != '"' || quoted[^1] != '"')
            {
                throw Fault("a text without its quotation marks");
            }

            var plain = new StringBuilder(quoted.Length);
            for (var index = 1; index < quoted.Length - 1; index++)
            {
                var letter = quoted[index];
                if (letter == '\\' && index + 1 < quoted.Length - 1)
                {
                    index++;
                    letter = quoted[index] switch { 'n' => '\n', 't' => '\t', var other => other };
                }

                plain.Append(letter);
            }

            return plain.ToString();
        }

        FormatException Fault(string what) => new($"{fileName}, line {lineNumber}: {what}");
    }
}
