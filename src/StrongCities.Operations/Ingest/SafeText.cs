using System.Text.RegularExpressions;

namespace StrongCities.Operations.Ingest;

/// <summary>
/// Takes out of texts what may name a person. A second net: processes are to send no personal data at all, and a test of each says so.
/// </summary>
internal static partial class SafeText
{
    // Longer input is cut before it is searched, so that one huge text costs no more than a long one.
    private const int SearchedMax = 16_384;

    /// <summary>E-mail addresses become <c>[address]</c>.</summary>
    public static string WithoutAddresses(string text) =>
        text.Contains('@', StringComparison.Ordinal) ? Address().Replace(Cut(text, SearchedMax), "[address]") : text;

    /// <summary>SQL without its quoted literals, and without addresses: parameters are not in the text, a careless literal may be.</summary>
    public static string WithoutLiterals(string sql)
    {
        var searched = Cut(sql, SearchedMax);
        return WithoutAddresses(searched.Contains('\'', StringComparison.Ordinal) ? Literal().Replace(searched, "'?'") : searched);
    }

    /// <summary>At most so many characters, never half of a surrogate pair.</summary>
    public static string Cut(string text, int lengthMax)
    {
        if (text.Length <= lengthMax)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[lengthMax - 1]) ? lengthMax - 1 : lengthMax)];
    }

    [GeneratedRegex("[^\\s@<>\"'(),;:=]+@[^\\s@<>\"'(),;:=]+\\.[^\\s@<>\"'(),;:=]+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    // An unclosed literal runs to the end of the text, which may have been cut inside it.
    [GeneratedRegex("'([^']|'')*('|$)", RegexOptions.NonBacktracking)]
    private static partial Regex Literal();
}
