using StrongCities.Admission;

namespace StrongCities.Gatherings.Offers;

/// <summary>The link that answers an offer without sign-in; only its hash is kept (<see cref="LinkToken"/>).</summary>
internal sealed class OfferLink
{
    public required Guid OfferId { get; init; }
    public required byte[] TokenHash { get; set; }
    public DateTimeOffset IssuedAt { get; set; }
}
