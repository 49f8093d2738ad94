using System.Globalization;

namespace StrongCities.Membership.Feeds;

/// <summary>A person's calendar feed. Days and not instants: when a phone asked is nobody's business.</summary>
internal sealed class Feed
{
    public Guid PersonId { get; init; }

    /// <summary>SHA-256 of the token in its address.</summary>
    public byte[] TokenHash { get; set; } = [];
    public DateOnly MadeOn { get; set; }
    public DateOnly? LastReadOn { get; set; }

    public Wire.Feed ToWire() => new() { MadeOn = InWords(MadeOn), LastReadOn = InWords(LastReadOn) };

    private static string InWords(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
