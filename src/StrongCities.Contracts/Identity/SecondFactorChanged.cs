namespace StrongCities.Contracts.Identity;

/// <summary>A person's authenticator app was added, or removed; they are told by mail, in case it was not them.</summary>
public sealed record SecondFactorChanged(Guid ChangeId, Guid PersonId, bool Added);
