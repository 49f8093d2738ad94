namespace StrongCities.Membership.Applications;

/// <summary>That a link was mailed to an address; counted so that nobody's mailbox is flooded. Only a hash of the address is kept, for a day.</summary>
internal sealed class LinkRequest
{
    public const int PerHourMax = 3;

    public Guid Id { get; init; }
    public byte[] AddressHash { get; init; } = [];
    public DateTimeOffset At { get; init; }
}
