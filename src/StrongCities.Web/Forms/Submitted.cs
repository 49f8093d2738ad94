using System.Globalization;
using System.Text;

namespace StrongCities.Web.Forms;

/// <summary>What a reader sent with a form, as text: pages turn it into values themselves, so that every message about it is ours, in the reader's language.</summary>
public sealed class Submitted(IFormCollection form)
{
    /// <summary>The largest file that a form takes, in bytes.</summary>
    public const int FileBytesMax = 5 * 1024 * 1024;

    /// <summary>What was sent with the form of this name by the request that is being answered, a stale one too; or null.</summary>
    public static Submitted? With(string form, HttpContext http) =>
        (HttpMethods.IsPost(http.Request.Method) || http.Features.Get<StaleForm>() is not null) && http.Request.HasFormContentType && http.Request.Form["_handler"] == form
            ? new Submitted(http.Request.Form) : null;

    /// <summary>Trimmed, line ends as \n, without invisible control and direction characters; "" when missing.</summary>
    public string Text(string field) => Clean(Raw(field));

    /// <summary>As it was typed, to show again.</summary>
    public string Raw(string field) => form[field] is { Count: > 0 } values ? values[0] ?? "" : "";

    /// <summary>The ticked values of a group.</summary>
    public IReadOnlyList<string> All(string field) => [.. form[field].Select(value => Clean(value ?? "")).Where(value => value.Length > 0).Distinct()];

    public bool Checked(string field) => form.ContainsKey(field);

    /// <summary>A whole number as people type it ("1 200", "1,200"), or null.</summary>
    public long? Number(string field)
    {
        var digits = new string([.. Text(field).Where(letter => !char.IsWhiteSpace(letter) && letter is not (',' or '.' or '\''))]);
        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>The file chosen, or null; an empty choice is none.</summary>
    public IFormFile? File(string field) => form.Files.GetFile(field) is { FileName.Length: > 0 } file ? file : null;

    private static string Clean(string raw)
    {
        var clean = new StringBuilder(raw.Length);
        foreach (var letter in raw.ReplaceLineEndings("\n").Trim())
        {
            // Direction overrides and zero-width marks make a text read otherwise than it is stored.
            if (letter is '\n' or '\t' || !(char.IsControl(letter) || char.GetUnicodeCategory(letter) == UnicodeCategory.Format && letter != '\u200D'))
            {
                clean.Append(letter);
            }
        }

        var text = clean.ToString();
        return text.IsNormalized() ? text : text.Normalize();
    }
}
