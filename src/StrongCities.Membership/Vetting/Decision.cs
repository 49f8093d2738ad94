namespace StrongCities.Membership.Vetting;

/// <summary>What a decider says; principle, conduct and evidence belong to the reason "principles".</summary>
internal sealed record Decision(bool Admit, string Reason, string Words, string Principle, string Conduct, string Evidence);
