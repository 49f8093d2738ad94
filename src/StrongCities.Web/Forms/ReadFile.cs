using StrongCities.Web.Languages;

namespace StrongCities.Web.Forms;

/// <summary>Takes the file of a form into memory: at most 5 MB, not empty; what is wrong is said beside the field.</summary>
public static class ReadFile
{
    public static async Task<byte[]?> ReadFileAsync(this Submitted form, string field, FieldErrors errors, Words words, CancellationToken cancel = default)
    {
        var file = form.File(field);
        if (file is null)
        {
            errors.Add(field, words["Choose a file"]);
            return null;
        }

        if (file.Length == 0)
        {
            errors.Add(field, words["The file is empty: choose another one"]);
            return null;
        }

        if (file.Length > Submitted.FileBytesMax)
        {
            errors.Add(field, words["The file is larger than 5 MB: choose a smaller one"]);
            return null;
        }

        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, cancel);
        return content.ToArray();
    }
}
