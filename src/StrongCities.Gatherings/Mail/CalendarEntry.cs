namespace StrongCities.Gatherings.Mail;

/// <summary>The identity of a registration in people's calendars: random, because strangers see it and a time-ordered one would say when somebody registered.</summary>
internal sealed class CalendarEntry
{
    public required Guid RegistrationId { get; init; }
    public required Guid Uid { get; init; }
}
