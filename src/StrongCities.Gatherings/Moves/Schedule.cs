using System.Text.Json;
using Google.Protobuf.WellKnownTypes;

namespace StrongCities.Gatherings.Moves;

/// <summary>When and where people are to come: what a move changes. Sessions are those in people's calendars; of a dialogue, which is there as a whole, none.</summary>
internal sealed record Schedule(
    DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeZone, string HostCity, string Venue, string Format, IReadOnlyList<Sitting> Sittings)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static Schedule FromJson(string json) => JsonSerializer.Deserialize<Schedule>(json)!;

    public Wire.Schedule ToWire() => new()
    {
        StartsAt = StartsAt.ToTimestamp(),
        EndsAt = EndsAt.ToTimestamp(),
        TimeZone = TimeZone,
        HostCity = HostCity,
        Venue = Venue,
        Format = Format,
        Sittings =
        {
            Sittings.Select(sitting => new Wire.ScheduledSitting
            {
                SessionId = sitting.SessionId.ToString(), StartsAt = sitting.StartsAt.ToTimestamp(), EndsAt = sitting.EndsAt.ToTimestamp(),
            }),
        },
    };
}

/// <summary>When one session was to take place.</summary>
internal sealed record Sitting(Guid SessionId, DateTimeOffset StartsAt, DateTimeOffset EndsAt);
