using StrongCities.Outbox;

namespace StrongCities.Identity.Accounts;

/// <summary>A registered person whose address is still to be asked of Membership.</summary>
public sealed class AccountToCreate : WorkRow
{
    public Guid PersonId { get; init; }
}
