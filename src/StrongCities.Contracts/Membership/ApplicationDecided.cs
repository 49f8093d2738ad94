namespace StrongCities.Contracts.Membership;

/// <summary>An application was admitted or refused; the mail names the reason and how to appeal.</summary>
public sealed record ApplicationDecided(Guid ApplicationId, long Version, bool Admitted);
