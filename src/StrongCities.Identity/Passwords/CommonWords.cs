using System.Text.RegularExpressions;

namespace StrongCities.Identity.Passwords;

/// <summary>
/// Long passwords that are short in truth: made of the commonest passwords and words, of runs and repetitions, or of the own address.
/// What is left without them must still be worth guessing.
/// </summary>
internal static partial class CommonWords
{
    private const int LeftMin = 8;

    private static readonly string[] Words = [.. Read().OrderByDescending(word => word.Length)];

    public static bool MakeUp(string password, string email)
    {
        var left = password.ToLowerInvariant();
        foreach (var word in email.ToLowerInvariant().Split('@', '.', '-', '_').Where(part => part.Length >= 3).Concat(Words))
        {
            left = left.Replace(word, " ", StringComparison.Ordinal);
        }

        left = Repetition().Replace(WithoutRuns(left), "$1");
        return left.Where(c => !char.IsWhiteSpace(c)).Count() < LeftMin || left.Where(char.IsLetterOrDigit).Distinct().Count() < LeftMin / 2;
    }

    // abcd, 4321: each further step of a run of three or more adds nothing.
    private static string WithoutRuns(string text)
    {
        var kept = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var step = i < 2 ? 0 : text[i] - text[i - 1];
            if (Math.Abs(step) != 1 || text[i - 1] - text[i - 2] != step)
            {
                kept.Append(text[i]);
            }
        }

        return kept.ToString();
    }

    private static IEnumerable<string> Read()
    {
        using var reader = new StreamReader(typeof(CommonWords).Assembly.GetManifestResourceStream("StrongCities.Identity.Passwords.common-words.txt")!);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length >= 4)
            {
                yield return line;
            }
        }
    }

    [GeneratedRegex("(.{1,12}?)\\1+")]
    private static partial Regex Repetition();
}
