using StrongCities.Contracts.Matchmaking;

namespace StrongCities.Web.Api;

/// <summary>One kind of help that is needed or offered: its code, which never changes its meaning, and its word in each language (BCP 47).</summary>
public sealed record ApiTerm(string Code, IReadOnlyDictionary<string, string> Words);

/// <summary>All terms, in the order of the forms.</summary>
public sealed record ApiVocabulary(IReadOnlyList<ApiTerm> Terms);

internal static class ApiVocabularies
{
    public static void MapVocabulary(this RouteGroupBuilder api) =>
        api.MapGet("/vocabulary", () => new ApiVocabulary(
            [.. HelpVocabulary.All.Select(term => new ApiTerm(term.Code, HelpVocabulary.Languages.ToDictionary(language => language.Code, language => term.In(language.Code))))]))
            .WithName("GetVocabulary")
            .WithSummary("Words for what organisations need and offer, in English, French and Spanish.");
}
