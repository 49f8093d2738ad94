namespace StrongCities.Identity.Sessions;

/// <summary>What of a browser's long self-description helps a person to recognize it; the rest is not kept.</summary>
internal static class BrowserFamily
{
    // Each claims to be those after it as well.
    private static readonly (string Mark, string Name)[] Families =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("Chrom", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Macintosh", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>Such as "Firefox, Windows"; what is unknown is left out.</summary>
    public static string Of(string userAgent) => string.Join(", ", new[] { Find(Families, userAgent), Find(Systems, userAgent) }.OfType<string>());

    private static string? Find((string Mark, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(entry => userAgent.Contains(entry.Mark, StringComparison.Ordinal)).Name;
}
