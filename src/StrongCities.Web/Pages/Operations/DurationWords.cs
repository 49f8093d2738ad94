using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.Web.Pages.Operations;

/// <summary>Durations as operators read them, three digits that matter: "0.25 ms", "312 ms", "1.25 s", "2 min 5 s".</summary>
internal static class DurationWords
{
    public static string Of(Words words, long nanoseconds) => OfMilliseconds(words, nanoseconds / 1e6);

    public static string OfMilliseconds(Words words, double milliseconds) => milliseconds switch
    {
        < 999.5 => words["{number} ms", ("number", Number(words, milliseconds))],
        < 59_995 => words["{number} s", ("number", Number(words, milliseconds / 1000))],
        _ => words["{minutes} min {seconds} s", ("minutes", (long)(Math.Round(milliseconds / 1000) / 60)), ("seconds", (long)Math.Round(milliseconds / 1000) % 60)],
    };

    private static string Number(Words words, double value) =>
        value.ToString(Math.Abs(value) switch { < 10 => "0.##", < 100 => "0.#", _ => "0" }, words.Language.Culture);
}
