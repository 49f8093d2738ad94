using System.Text.RegularExpressions;

namespace StrongCities.Web.Pages.Mail;

/// <summary>Splits a mail's text at its addresses, so that they can be followed.</summary>
public static partial class MailLinks
{
    public static IEnumerable<(string Text, bool Link)> Split(string text)
    {
        var position = 0;
        foreach (Match match in Address().Matches(text))
        {
            yield return (text[position..match.Index], false);
            yield return (match.Value, true);
            position = match.Index + match.Length;
        }

        yield return (text[position..], false);
    }

    [GeneratedRegex(@"https?://[^\s]+")]
    private static partial Regex Address();
}
