using StrongCities.Contracts.Matchmaking;
using StrongCities.Web.Forms;
using StrongCities.Web.Languages;
using StrongCities.Web.Pages.Join;

namespace StrongCities.Web.Pages.OfIntroductions;

/// <summary>Needs, hours, reasons and states of introductions in the reader's words.</summary>
public static class IntroductionWords
{
    public static IReadOnlyList<Option> Help(Words words) => [.. HelpVocabulary.All.Select(term => new Option(term.Code, Term(term, words)))];

    public static IReadOnlyList<Option> Hours(Words words) =>
    [
        new("weekday-morning", words["Weekdays, mornings (8 to 12)"]),
        new("weekday-afternoon", words["Weekdays, afternoons (12 to 17)"]),
        new("weekday-evening", words["Weekdays, evenings (17 to 21)"]),
        new("weekend", words["Weekends (9 to 18)"]),
    ];

    public static string State(Introduction introduction, Words words) => introduction.State switch
    {
        "agreed" => words["Both said yes"],
        "ended" => words["Did not come about"],
        _ when introduction.OwnAnswer.Length == 0 => words["Waiting for your answer"],
        _ => words["Your answer: {answer}", ("answer", Answer(introduction.OwnAnswer, words))],
    };

    public static string Answer(string answer, Words words) => answer switch
    {
        "yes" => words["Yes"],
        "not-yet" => words["Not yet"],
        _ => words["No"],
    };

    /// <summary>One reason as a sentence.</summary>
    public static string Of(Reason reason, Words words) => reason.Kind switch
    {
        "kind" when reason.Value == "city" => words["It is a city or another local authority."],
        "kind" => words["It is a civil-society organisation."],
        "region" when reason.Value == "europe" => words["It is in Europe."],
        "region" => words["It is in North America."],
        "country" => words["It is in this country: {country}.", ("country", Countries.Name(reason.Value, words.Language))],
        "size" => words["Its size: {size}.", ("size", Size(reason.Value, words))],
        "theme" => words["You both work on this theme: {theme}.", ("theme", ApplicationWords.Of(ApplicationWords.Themes(words), reason.Value))],
        "language" => words["You share a working language: {language}.", ("language", ApplicationWords.Of(ApplicationWords.WorkingLanguages(words.Language), reason.Value))],
        "any-language" => words["You share a working language."],
        "gives" => words["It offers what you need: {help}.", ("help", Term(reason.Value, words))],
        "gives-something" => words["It offers something that you need."],
        "takes" => words["It needs what you offer: {help}.", ("help", Term(reason.Value, words))],
        "takes-something" => words["It needs something that you offer."],
        _ => words["You have hours of the week in common."],
    };

    private static string Term(string code, Words words) => HelpVocabulary.Find(code) is { } term ? Term(term, words) : code;

    private static string Term(HelpTerm term, Words words) => words.Language.Marked(term.In(words.Language.Code));

    private static string Size(string size, Words words) => size switch
    {
        "small" => words["Under 50,000 inhabitants"],
        "medium" => words["50,000 to 250,000"],
        _ => words["250,000 and more"],
    };
}
