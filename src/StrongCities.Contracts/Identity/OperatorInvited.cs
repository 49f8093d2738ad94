namespace StrongCities.Contracts.Identity;

/// <summary>The single-use operator link was used; Membership grants the role.</summary>
public sealed record OperatorInvited(Guid PersonId);
