using System.Text;

namespace StrongCities.Web.Languages;

/// <summary>English with every letter accented, a third longer and in brackets; parameters in braces stay as they are.</summary>
internal static class PseudoText
{
    private const string Plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Accented = "àƀçđéƒĝĥîĵķļɱñøþǫŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÎĴĶĻṀÑØÞǪŔŠŢÛṼŴẊÝŽ";

    public static string Of(string text)
    {
        var marked = new StringBuilder("[");
        var inside = false;
        foreach (var letter in text)
        {
            inside = letter == '{' || (inside && letter != '}');
            var index = inside ? -1 : Plain.IndexOf(letter, StringComparison.Ordinal);
            marked.Append(index < 0 ? letter : Accented[index]);
        }

        return marked.Append('~', text.Length / 3).Append(']').ToString();
    }
}
