namespace StrongCities.Matchmaking.Suggestions;

/// <summary>One thing that an organization may be told of the other before both agreed, stored as <c>kind:value</c>.</summary>
internal readonly record struct Reason(string Kind, string Value = "")
{
    public const string OfKind = "kind";
    public const string Region = "region";
    public const string Country = "country";
    public const string Size = "size";
    public const string Theme = "theme";
    public const string Language = "language";
    public const string AnyLanguage = "any-language";
    public const string Gives = "gives";
    public const string GivesSomething = "gives-something";
    public const string Takes = "takes";
    public const string TakesSomething = "takes-something";
    public const string Hours = "hours";

    /// <summary>Hours a week that both must have for "your hours overlap".</summary>
    public const int HoursOverlapMin = 4;

    /// <summary>Whether it is true of that organization, for that reader.</summary>
    public bool Fits(Party reader, Party other) => Kind switch
    {
        OfKind => other.Kind == Value,
        Region => other.Region == Value,
        Country => other.Country == Value,
        Size => other.Size == Value,
        Theme => other.Themes.Contains(Value),
        Language => other.Languages.Contains(Value),
        AnyLanguage => reader.Languages.Any(other.Languages.Contains),
        Gives => other.Offers.Contains(Value),
        GivesSomething => reader.Needs.Any(other.Offers.Contains),
        Takes => other.Needs.Contains(Value),
        TakesSomething => reader.Offers.Any(other.Needs.Contains),
        Hours => reader.Hours.Overlap(other.Hours) >= HoursOverlapMin,
        _ => throw new ArgumentOutOfRangeException(nameof(other), Kind, "There is no such reason."),
    };

    /// <summary>Whether anybody can look it up in the public directory; needs, offers and hours are not shown there.</summary>
    public bool IsInDirectory => Kind is OfKind or Region or Country or Size or Theme or Language or AnyLanguage;

    public static Reason Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new Reason(text) : new Reason(text[..colon], text[(colon + 1)..]);
    }

    public override string ToString() => Value.Length == 0 ? Kind : $"{Kind}:{Value}";
}
