using StrongCities.Web.Languages;

namespace StrongCities.Web.Forms;

/// <summary>
/// What was typed into a form that could not be dealt with: the page that says so holds it, and one press sends it again with the same key, so that it is done once.
/// Files cannot be held by a page: a form with files is shown again instead, with the rest of what was typed.
/// </summary>
internal sealed record SentForm(IFormCollection Sent)
{
    /// <summary>Marks a form that comes back without the files that were chosen.</summary>
    public const string WithoutFiles = "_without-files";

    private const string Token = "__RequestVerificationToken";

    /// <summary>The fields that send it again.</summary>
    public IEnumerable<(string Name, string Value)> Fields
    {
        get
        {
            var typed = Sent.SelectMany(one => one.Value.Select(value => (one.Key, value ?? "")));
            // Without its token nothing acts on it: it is shown again (ShowStaleFormAgain).
            return Sent.Files.Any(file => file.FileName.Length > 0) ? [.. typed.Where(one => one.Key != Token), (WithoutFiles, "1")] : typed;
        }
    }

    /// <summary>Keeps what a form of this site sent, so that the page for the failure can hold it.</summary>
    public static async Task KeepAsync(HttpContext context)
    {
        // A form that was to be shown again has become a reading; what was typed is held all the same.
        var isForm = HttpMethods.IsPost(context.Request.Method) || context.Features.Get<StaleForm>() is not null;
        if (!isForm || !context.Request.HasFormContentType || !ShowStaleFormAgain.CameFromHere(context.Request))
        {
            return;
        }

        try
        {
            if (await context.Request.ReadFormAsync(context.RequestAborted) is var sent && sent.ContainsKey("_handler"))
            {
                context.Features.Set(new SentForm(sent));
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException)
        {
            // Nothing to keep.
        }
    }
}
