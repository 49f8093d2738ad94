using StrongCities.Outbox;

namespace StrongCities.Gatherings.Members;

/// <summary>An organization has left or is suspended; what it holds is still to be given back.</summary>
internal sealed class SeatsToGiveBack : WorkRow
{
    public required Guid OrganizationId { get; init; }
}
