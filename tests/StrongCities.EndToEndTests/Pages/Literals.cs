using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Npgsql;

namespace StrongCities.EndToEndTests.Pages;

/// <summary>
/// Finds what a page in the pseudo-language says in plain letters. There every text that can be translated is in accents; what is not is either somebody's
/// data, which the databases hold, or a literal that no translator will ever see.
/// </summary>
internal sealed partial class Literals
{
    // Text and the attributes that are read out, but for what is marked as another language, as a name, as a time or as a sample of code, and what somebody typed.
    private const string CollectTexts = """
        () => {
          const spared = element => element.closest("script, style, textarea, body [lang], [translate=no], time, bdi, code, pre, svg text");
          const texts = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            if (!spared(walker.currentNode.parentElement)) texts.push(walker.currentNode.data);
          }
          for (const name of ["aria-label", "alt", "title", "placeholder"]) {
            for (const element of document.body.querySelectorAll(`[${name}]`)) {
              if (!spared(element)) texts.push(element.getAttribute(name));
            }
          }
          // What the page marks stands unmarked in its title.
          texts.push([...document.body.querySelectorAll("[lang], [translate=no]")].reduce((title, element) => title.replace(element.textContent.trim(), ""), document.title));
          return texts;
        }
        """;

    private readonly IReadOnlyList<string> _data;

    private Literals(IEnumerable<string> data) => _data = [.. data.Distinct().Where(value => value.Length > 1).OrderByDescending(value => value.Length)];

    /// <summary>Knows every text that the services' databases hold now.</summary>
    public static async Task<Literals> ReadAsync(Platform platform)
    {
        var data = new List<string> { "postgresql", "rabbitmq", "received-first-response" };
        data.AddRange(platform.Copy.ResourceNames);
        foreach (var database in await platform.ListAsync("postgres", "select datname from pg_database where datname like '%db'"))
        {
            var columns = await platform.ListAsync(database, """
                select format(case when data_type = 'jsonb' then 'select leaf #>> ''{}'' from %1$I, jsonb_path_query(%2$I, ''$.** ? (@.type() == "string")'') leaf'
                                   when data_type = 'ARRAY' then 'select leaf from %1$I, unnest(%2$I) leaf'
                                   else 'select %2$I from %1$I' end, table_name, column_name)
                from information_schema.columns
                where table_schema = 'public' and (data_type in ('text', 'character varying', 'jsonb') or udt_name in ('_text', '_varchar'))
                """);
            foreach (var select in columns)
            {
                data.AddRange(await platform.ListAsync(database, $"select distinct left(x.v, 400) from ({select}) as x (v) where x.v is not null limit 2000"));
            }
        }

        return new Literals(data);
    }

    /// <summary>The texts of the page.</summary>
    public static async Task<IReadOnlyList<string>> TextsAsync(IPage page) => [.. (await page.EvaluateAsync<string[]>(CollectTexts)).Select(text => text.Trim()).Distinct()];

    /// <summary>True when words are left once data, names, dates and references are taken away.</summary>
    public bool HoldsPlainWords(string text)
    {
        var rest = Known().Replace(text, " ");
        if (!PlainWord().IsMatch(rest))
        {
            return false;
        }

        foreach (var value in _data.Where(value => value.Length <= text.Length))
        {
            rest = rest.Replace(value, " ", StringComparison.OrdinalIgnoreCase);
        }

        return PlainWord().IsMatch(rest);
    }

    [GeneratedRegex(@"Strong Cities|English|Français|\S+@\S+|https?://\S+|\b[2-9A-Z]{2,4}-[2-9A-Z-]{4,}\b|\b[0-9a-f]{16,}\b|\bUTC\b|\b(am|pm|noon|midnight)\b"
        + @"|\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b"
        + @"|\b(January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b")]
    private static partial Regex Known();

    // A letter before it would make it the end of an accented word.
    [GeneratedRegex(@"(?<![\p{L}])[A-Za-z]{2,}(?![\p{L}])")]
    private static partial Regex PlainWord();
}
