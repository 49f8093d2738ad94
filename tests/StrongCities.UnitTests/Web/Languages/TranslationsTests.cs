using System.Reflection;
using System.Text.RegularExpressions;
using StrongCities.Admission.Labels;
using StrongCities.ServiceDefaults.Refusals;
using StrongCities.UnitTests.Architecture;
using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.UnitTests.Web.Languages;

/// <summary>Nothing that people read is missing in French; no refusal is without words.</summary>
public sealed partial class TranslationsTests
{
    private static readonly Assembly Site = typeof(StrongCities.Web.Layout.Site).Assembly;
    private static readonly Assembly Mail = typeof(StrongCities.Notifications.NotificationsDb).Assembly;
    private static readonly Catalog French = Catalog.Read(Site, "fr");
    private static readonly Catalog English = Catalog.Read(Site, "en");

    private static IEnumerable<PoEntry> AllFrench => French.Entries.Concat(Catalog.Read(Mail, "fr").Entries);

    [Theory]
    [InlineData("StrongCities.Web", 80)]
    [InlineData("StrongCities.Notifications", 10)]
    public void Every_text_that_people_read_has_its_French(string project, int textsMin)
    {
        var texts = Sources(project).SelectMany(file => TextsOf(File.ReadAllText(file))).Distinct().ToList();
        Assert.True(texts.Count >= textsMin, $"The scan finds only {texts.Count} texts: it is itself broken.");
        var missing = Missing(texts, Catalog.Read(Assembly.Load(project), "fr"));
        Assert.True(missing.Count == 0, "Languages/fr/<feature>.po lacks:\n" + string.Join('\n', missing));
    }

    [Fact]
    public void A_text_without_French_is_found()
    {
        var texts = TextsOf("""<p title="@L["Never translated"]">@L.Plural("{count} odd thing", "{count} odd things", n) @L["Members"] @L.In("verb", "Book")</p>""").ToList();
        Assert.Equal(
            [new(null, "Never translated", null), new(null, "{count} odd thing", "{count} odd things"), new(null, "Members", null), new("verb", "Book", null)], texts);
        Assert.Equal(["Never translated", "{count} odd thing", "Book"], Missing(texts, French));
    }

    [Fact]
    public void One_text_has_one_translation_in_all_files()
    {
        foreach (var language in new[] { "en", "fr" })
        {
            Assert.Empty(Disagreeing(Catalog.ReadFiles(Site, language)));
            Assert.Empty(Disagreeing(Catalog.ReadFiles(Mail, language)));
        }
    }

    [Fact]
    public void Two_files_that_disagree_are_found()
    {
        var one = PoFile.Read(new StringReader("msgid \"Seat\"\nmsgstr \"Place\"\n"), "one.po");
        var two = PoFile.Read(new StringReader("msgid \"Seat\"\nmsgstr \"Siège\"\n"), "two.po");
        Assert.Equal(["Seat"], Disagreeing([("one.po", one), ("two.po", two)]));
    }

    [Fact]
    public void Parameters_are_the_same_in_both_languages()
    {
        var wrong = AllFrench.Where(entry => entry.Context is null)
            // A plural form may say its number in words: "the last minute".
            .Where(entry => entry.Translations.Any(text => entry.Plural is null
                ? !ParametersOf(text).SetEquals(ParametersOf(entry.Text))
                : !ParametersOf(text).IsSubsetOf(ParametersOf(entry.Text).Union(ParametersOf(entry.Plural)))))
            .Select(entry => entry.Text).ToList();
        Assert.True(wrong.Count == 0, "Parameters differ in French:\n" + string.Join('\n', wrong));

        foreach (var entry in English.Entries.Where(entry => entry.Context == Words.RefusalContext))
        {
            var french = French.Find(Words.RefusalContext, entry.Text);
            Assert.True(french is null || ParametersOf(french.Translations[0]).SetEquals(ParametersOf(entry.Translations[0])), $"Parameters of refusal {entry.Text} differ");
        }
    }

    [Fact]
    public void French_plurals_have_all_three_forms()
    {
        var wrong = AllFrench.Where(entry => entry.Plural is not null && entry.Translations.Count != PluralRule.Categories("fr").Count).Select(entry => entry.Text).ToList();
        Assert.True(wrong.Count == 0, "msgstr[0], [1] and [2] (one, many, other) are needed:\n" + string.Join('\n', wrong));
    }

    [Fact]
    public void French_keeps_its_no_break_spaces()
    {
        var wrong = AllFrench.SelectMany(entry => entry.Translations).Where(text => SpaceBeforeSign().IsMatch(text)).ToList();
        Assert.True(wrong.Count == 0, "An ordinary space stands before : ; ! ? » or after «:\n" + string.Join('\n', wrong));
        Assert.Matches(SpaceBeforeSign(), "Que faire ?");
        Assert.DoesNotMatch(SpaceBeforeSign(), "Que faire\u00A0?");
    }

    [Fact]
    public void Every_reason_has_words_in_every_language()
    {
        // Labels are refused by dialogues and trainings alike, so their reasons are passed on as they are.
        var reasons = ReasonsOf(ServiceAssemblies()).Concat(LabelRefusals.All.Select(refusal => refusal.Reason)).ToList();
        var missing = WithoutWords(reasons).ToList();
        Assert.True(missing.Count == 0, "Languages/<en|fr>/refusals-<service>.po lacks:\n" + string.Join('\n', missing));
    }

    [Fact]
    public void A_reason_without_words_is_found()
    {
        var reasons = ReasonsOf([typeof(TranslationsTests).Assembly]).ToList();
        Assert.Equal(["made-up-for-this-test", "made-up-with-a-fact"], reasons.Order());
        Assert.Equal(4, WithoutWords(reasons).Count());
    }

    private static IEnumerable<string> Sources(string project) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", project), "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static IEnumerable<Assembly> ServiceAssemblies() =>
        new[] { "Admission", "Membership", "Gatherings", "Events", "Training", "Matchmaking", "Identity", "Notifications", "Operations", "Outbox" }.Select(name => Assembly.Load("StrongCities." + name));

    // Refusals are static members of <Feature>Refusals: fields as they are, methods called with any arguments of their types.
    private static IEnumerable<string> ReasonsOf(IEnumerable<Assembly> assemblies)
    {
        const BindingFlags Members = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (var type in assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.Name.EndsWith("Refusals", StringComparison.Ordinal)))
        {
            foreach (var field in type.GetFields(Members).Where(field => field.FieldType == typeof(Refusal)))
            {
                yield return ((Refusal)field.GetValue(null)!).Reason;
            }

            // A method that takes something else than plain values turns other refusals into these; a private one helps to write them.
            foreach (var method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly).Where(method => method.ReturnType == typeof(Refusal) && !method.IsSpecialName
                && method.GetParameters().All(parameter => IsPlain(parameter.ParameterType))))
            {
                yield return ((Refusal)method.Invoke(null, [.. method.GetParameters().Select(parameter => Any(parameter.ParameterType))])!).Reason;
            }
        }
    }

    private static bool IsPlain(Type type) => type == typeof(string) || type.IsPrimitive || type.IsEnum || type == typeof(Guid) || type == typeof(DateTimeOffset) || type == typeof(DateOnly)
        || (type.IsGenericType && type.GetGenericArguments() is [var element] && element == typeof(string));

    private static object Any(Type type) => type == typeof(string) ? "any" : type.IsValueType ? Activator.CreateInstance(type)! : Array.Empty<string>();

    private static IEnumerable<string> WithoutWords(IEnumerable<string> reasons) =>
        from reason in reasons.Distinct().Order(StringComparer.Ordinal)
        from catalog in new[] { English, French }
        where catalog.Find(Words.RefusalContext, reason) is null
        select $"{reason} ({catalog.Language})";

    private static List<string> Missing(IEnumerable<Found> texts, Catalog catalog) =>
        [.. texts.Where(text => catalog.Find(text.Context, text.Text) is not { } entry || entry.Plural != text.Plural).Select(text => text.Text)];

    private static IEnumerable<string> Disagreeing(IEnumerable<(string File, IReadOnlyList<PoEntry> Entries)> files) =>
        files.SelectMany(file => file.Entries).GroupBy(entry => (entry.Context, entry.Text))
            .Where(same => same.Select(entry => string.Join('|', entry.Translations)).Distinct().Count() > 1).Select(same => same.Key.Text);

    private static HashSet<string> ParametersOf(string text) => [.. Parameter().Matches(text).Select(match => match.Value)];

    private static IEnumerable<Found> TextsOf(string source) => Use().Matches(source).Select(match => new Found(
        match.Groups["context"] is { Success: true } context ? Plain(context.Value) : null,
        Plain(match.Groups["text"].Value),
        match.Groups["plural"] is { Success: true } plural ? Plain(plural.Value) : null));

    private static string Plain(string literal) => literal.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);

    private sealed record Found(string? Context, string Text, string? Plural);

    // L["..."], L.Plural("...", "..."), L.In("context", "..."); the localizer is called L in pages and words elsewhere.
    [GeneratedRegex("""\b(?:L|words|_words)(?:\[\s*"(?<text>(?:[^"\\]|\\.)*)"|\.Plural\(\s*"(?<text>(?:[^"\\]|\\.)*)",\s*"(?<plural>(?:[^"\\]|\\.)*)"|\.In\(\s*"(?<context>(?:[^"\\]|\\.)*)",\s*"(?<text>(?:[^"\\]|\\.)*)")""")]
    private static partial Regex Use();

    [GeneratedRegex(@"\{[a-zA-Z-]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("( [:;!?»])|(« )")]
    private static partial Regex SpaceBeforeSign();

    private static class MadeUpRefusals
    {
        public static readonly Refusal MadeUp = new(Grpc.Core.StatusCode.FailedPrecondition, "made-up-for-this-test", "Never sent.");

        public static Refusal WithFact(int limit) => new(Grpc.Core.StatusCode.FailedPrecondition, "made-up-with-a-fact", "Never sent.", ("limit", $"{limit}"));
    }
}
