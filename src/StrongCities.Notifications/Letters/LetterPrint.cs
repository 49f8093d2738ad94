using System.Net;
using System.Text;
using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.Notifications.Letters;

/// <summary>Puts a letter into its two forms. Everything that came from people is encoded; nothing is fetched from anywhere.</summary>
internal static class LetterPrint
{
    // For programmes that read style sheets in mail and whose readers chose dark; the others keep the light colours beside each element.
    private const string Dark = "<style>@media (prefers-color-scheme:dark){.paper{background:#0f1a21!important;color:#e8eef0!important}.muted{color:#a9b8c0!important}"
        + ".rule{border-color:#e8eef0!important}.link{color:#8fd0ea!important}.action{background:#8fd0ea!important;color:#0f1a21!important}}</style>";

    public static string ToText(Letter letter, Words words, LetterFooter footer)
    {
        var text = new StringBuilder();
        text.AppendLine(letter.Greeting).AppendLine();
        foreach (var paragraph in letter.Paragraphs)
        {
            text.AppendLine(paragraph).AppendLine();
        }

        foreach (var (label, value) in letter.Details)
        {
            text.AppendLine(words["{label}: {value}", ("label", label), ("value", value)]);
        }

        if (letter.Details.Count > 0)
        {
            text.AppendLine();
        }

        if (letter.Action is { } action)
        {
            text.AppendLine(words["{label}:", ("label", action.Label)]).AppendLine(action.Address).AppendLine();
        }

        return text.AppendLine("-- ").AppendLine(Sender(words)).AppendLine(Reference(words, footer)).AppendLine(words["{label}:", ("label", Check(words))]).AppendLine(footer.CheckAddress)
            .AppendLine(Help(words, footer)).ToString();
    }

    public static string ToHtml(Letter letter, Words words, LetterFooter footer)
    {
        var html = new StringBuilder();
        html.Append($"<!doctype html><html lang=\"{words.Language.Code}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
            .Append("<meta name=\"color-scheme\" content=\"light dark\">").Append(Dark)
            .Append($"<title>{Encode(letter.Subject)}</title></head>")
            .Append("<body class=\"paper\" style=\"margin:0;background:#fbfaf7;color:#14212b;font:18px/1.5 'Source Sans 3',system-ui,sans-serif\">")
            .Append("<div style=\"max-width:36em;margin:0 auto;padding:24px 16px;border-top:5px solid #0b4f6c\">")
            .Append("<p style=\"font-weight:700;margin:0 0 24px\">Strong Cities</p>")
            .Append($"<p>{Encode(letter.Greeting)}</p>");
        foreach (var paragraph in letter.Paragraphs)
        {
            html.Append($"<p>{Encode(paragraph).Replace("\n", "<br>", StringComparison.Ordinal)}</p>");
        }

        if (letter.Details.Count > 0)
        {
            html.Append("<dl class=\"rule\" style=\"margin:24px 0;border-top:2px solid #14212b\">");
            foreach (var (label, value) in letter.Details)
            {
                html.Append($"<dt class=\"muted\" style=\"margin-top:8px;color:#4b5b66\">{Encode(label)}</dt><dd style=\"margin:0;font-weight:600\">{Encode(value)}</dd>");
            }

            html.Append("</dl>");
        }

        if (letter.Action is { } action)
        {
            html.Append("<p style=\"margin:24px 0\"><a class=\"action\" style=\"display:inline-block;padding:12px 20px;background:#0b4f6c;color:#fff;text-decoration:none;font-weight:600;border-radius:2px\"")
                .Append($" href=\"{Encode(action.Address)}\">{Encode(action.Label)}</a></p>");
        }

        return html.Append("<p class=\"muted\" style=\"margin-top:40px;padding-top:8px;border-top:1px solid #c9d2d6;color:#4b5b66;font-size:15px\">")
            .Append($"{Encode(Sender(words))}<br>{Encode(Reference(words, footer))}<br>")
            .Append($"<a class=\"link\" style=\"color:#0b4f6c\" href=\"{Encode(footer.CheckAddress)}\">{Encode(Check(words))}</a><br>{Encode(Help(words, footer))}</p></div></body></html>").ToString();
    }

    private static string Sender(Words words) =>
        words["Strong Cities, transatlantic dialogue. We never ask for a password by e-mail."];

    private static string Reference(Words words, LetterFooter footer) => words["Reference of this message: {reference}", ("reference", footer.Reference)];

    private static string Check(Words words) => words["Check that this message is from us"];

    private static string Help(Words words, LetterFooter footer) => words["Questions? A person answers: {address}. Please quote the reference.", ("address", footer.HelpAddress)];

    private static string Encode(string value) => WebUtility.HtmlEncode(value);
}
