namespace StrongCities.EndToEndTests.Privacy;

/// <summary>Invented personal data of which every part holds a word that stands nowhere else, so that a trace of it is no coincidence.</summary>
internal sealed class Canary
{
    private readonly string _word = $"quxw{Guid.NewGuid():N}"[..16];
    private readonly string _digits = $"0{Random.Shared.NextInt64(100_000_000_000, 999_999_999_999)}";
    private readonly List<string> _secrets = [];

    public string Name => $"Zenobia {Capital}-Fictional";

    public string Address => $"zenobia.{_word}@canary.example.org";

    public string Phone => $"+{_digits[..3]} {_digits[3..7]} {_digits[7..]}";

    public string Position => $"Keeper of {Capital}";

    public string Words(string of) => $"These words of the {of} name {Capital} and nobody else.";

    private string Capital => char.ToUpperInvariant(_word[0]) + _word[1..];

    /// <summary>A one-time link's token or a code: whoever reads it in a log could use it.</summary>
    public void Add(string secret) => _secrets.Add(secret);

    /// <summary>What of it stands in the text, whatever its case and however numbers are spaced.</summary>
    public IEnumerable<string> FindIn(string text)
    {
        if (text.Contains(_word, StringComparison.OrdinalIgnoreCase))
        {
            yield return _word;
        }

        if (text.Contains(_digits, StringComparison.Ordinal) || text.Contains(Phone, StringComparison.Ordinal))
        {
            yield return "the phone number";
        }

        foreach (var secret in _secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)))
        {
            yield return $"a secret of {secret.Length} characters";
        }
    }
}
