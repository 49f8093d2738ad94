using StrongCities.Contracts.Gatherings;
using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.Notifications.Letters;

/// <summary>People's texts in a mail: in the reader's language, else in English, else as written.</summary>
internal static class LocalTexts
{
    public static string For(this IEnumerable<LocalText> texts, Words words) =>
        (texts.FirstOrDefault(text => text.Language == words.Language.Code) ?? texts.FirstOrDefault(text => text.Language == "en") ?? texts.FirstOrDefault())?.Text ?? "";
}
