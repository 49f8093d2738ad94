using System.Text.Json;
using System.Text.RegularExpressions;

namespace StrongCities.Gatherings.Texts;

/// <summary>One text in one language. Origin is human, machine or reviewed.</summary>
internal sealed record Phrase(string Text, string Origin);

/// <summary>A text that people read, by BCP 47 language.</summary>
internal sealed partial class Words : IEquatable<Words>
{
    public static readonly Words None = new(new Dictionary<string, Phrase>());

    private static readonly string[] Origins = ["human", "machine", "reviewed"];

    private readonly SortedDictionary<string, Phrase> _byLanguage;

    public Words(IReadOnlyDictionary<string, Phrase> byLanguage) =>
        _byLanguage = new(byLanguage.ToDictionary(), StringComparer.Ordinal);

    /// <summary>The texts alone, without where they came from.</summary>
    public IReadOnlyDictionary<string, string> ByLanguage => _byLanguage.ToDictionary(entry => entry.Key, entry => entry.Value.Text);

    public bool IsEmpty => _byLanguage.Count == 0;

    public int LongestCharacters => IsEmpty ? 0 : _byLanguage.Values.Max(phrase => phrase.Text.Length);

    /// <summary>Texts left empty are left out; null when a language or an origin is none, or a language comes twice.</summary>
    public static Words? Read(IEnumerable<Wire.LocalText> texts)
    {
        var read = new Dictionary<string, Phrase>();
        foreach (var text in texts)
        {
            var clean = PlainText.Of(text.Text);
            if (clean.Length == 0)
            {
                continue;
            }

            var origin = text.Origin.Length == 0 ? "human" : text.Origin;
            if (!Language().IsMatch(text.Language) || !Origins.Contains(origin) || !read.TryAdd(text.Language, new Phrase(clean, origin)))
            {
                return null;
            }
        }

        return new Words(read);
    }

    public static Words FromJson(string json) => new(JsonSerializer.Deserialize<Dictionary<string, Phrase>>(json, JsonSerializerOptions.Web) ?? []);

    public string ToJson() => JsonSerializer.Serialize(_byLanguage, JsonSerializerOptions.Web);

    /// <summary>Whether <paramref name="tag"/> has the form of a BCP 47 language.</summary>
    public static bool IsLanguage(string tag) => tag.Length <= 35 && Language().IsMatch(tag);

    public IEnumerable<Wire.LocalText> ToWire() =>
        _byLanguage.Select(entry => new Wire.LocalText { Language = entry.Key, Text = entry.Value.Text, Origin = entry.Value.Origin });

    public bool Equals(Words? other) => other is not null && _byLanguage.SequenceEqual(other._byLanguage);

    public override bool Equals(object? obj) => Equals(obj as Words);

    public override int GetHashCode() => ToJson().GetHashCode(StringComparison.Ordinal);

    [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]
    private static partial Regex Language();
}
