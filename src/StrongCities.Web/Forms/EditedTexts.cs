using StrongCities.Contracts.Gatherings;

namespace StrongCities.Web.Forms;

/// <summary>Texts that are typed in English and in French, in fields called <c>title_en</c> and <c>title_fr</c>.</summary>
public static class EditedTexts
{
    private static readonly string[] Typed = ["en", "fr"];

    /// <summary>What was typed; other languages stay, and so does the origin of a text that was not touched.</summary>
    public static IEnumerable<LocalText> Of(IReadOnlyCollection<LocalText> before, Submitted form, string field) =>
    [
        .. Typed.Select(language => before.FirstOrDefault(old => old.Language == language && old.Text == form.Text($"{field}_{language}"))
            ?? new LocalText { Language = language, Text = form.Text($"{field}_{language}"), Origin = "human" }),
        .. before.Where(old => !Typed.Contains(old.Language)),
    ];

    /// <summary>The text in that language, to be edited.</summary>
    public static string In(string language, IEnumerable<LocalText> texts) => texts.FirstOrDefault(text => text.Language == language)?.Text ?? "";

    /// <summary>The field of the longer of both texts: the one that a refusal of a length is about.</summary>
    public static string Longer(Submitted form, string field) => form.Text(field + "_fr").Length > form.Text(field + "_en").Length ? field + "_fr" : field + "_en";
}
