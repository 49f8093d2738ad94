using StrongCities.Contracts.Gatherings;

namespace StrongCities.Web.Forms;

/// <summary>Texts that are typed in English and in French, in fields called <c>title_en</c> and <c>title_fr</c>.</summary>
public static class EditedTexts
{
    /// <summary>What was typed, unless empty; other languages stay, and so does the origin of a text that was not touched.</summary>
    public static IEnumerable<LocalText> Of(IReadOnlyCollection<LocalText> before, Submitted form, string field) => Of(before, form, field + "_en", field + "_fr");

    /// <summary>As above, of two fields with names of their own.</summary>
    public static IEnumerable<LocalText> Of(IReadOnlyCollection<LocalText> before, Submitted form, string english, string french) =>
    [
        .. new[] { (Language: "en", Text: form.Text(english)), (Language: "fr", Text: form.Text(french)) }.Where(typed => typed.Text.Length > 0)
            .Select(typed => before.FirstOrDefault(old => old.Language == typed.Language && old.Text == typed.Text)
                ?? new LocalText { Language = typed.Language, Text = typed.Text, Origin = "human" }),
        .. before.Where(old => old.Language is not ("en" or "fr")),
    ];

    /// <summary>The text in that language, to be edited.</summary>
    public static string In(string language, IEnumerable<LocalText> texts) => texts.FirstOrDefault(text => text.Language == language)?.Text ?? "";

    /// <summary>The field of the longer of both texts: the one that a refusal of a length is about.</summary>
    public static string Longer(Submitted form, string field) => form.Text(field + "_fr").Length > form.Text(field + "_en").Length ? field + "_fr" : field + "_en";
}
