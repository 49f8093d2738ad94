namespace StrongCities.Contracts.Identity;

/// <summary>Somebody asked to sign in by mail; Notifications asks Identity for the code when it really sends.</summary>
public sealed record SignInMailRequested(Guid RequestId);
