namespace StrongCities.Identity.Pages;

/// <summary>The languages of the pages, and which one a request without a language in its path gets.</summary>
internal static class PageLanguage
{
    public static readonly IReadOnlyList<string> All = ["en", "fr"];

    public static string Of(HttpContext http) => http.Request.RouteValues["language"] as string ?? Preferred(http);

    /// <summary>What the site asked for, else what the browser prefers, else English.</summary>
    public static string Preferred(HttpContext http) =>
        Known(http.Request.Query["ui_locales"].ToString().Split(' ').Select(Primary))
        ?? Known(http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1).Select(language => Primary(language.Value.ToString())))
        ?? "en";

    private static string Primary(string tag) => tag.Split('-')[0].ToLowerInvariant();

    private static string? Known(IEnumerable<string> languages) => languages.FirstOrDefault(All.Contains);
}
