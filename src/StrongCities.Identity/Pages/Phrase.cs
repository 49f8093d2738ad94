namespace StrongCities.Identity.Pages;

/// <summary>One text in every language of the pages; it cannot be written in one alone.</summary>
internal readonly record struct Phrase(string English, string French)
{
    public string In(string language) => language == "fr" ? French : English;
}
