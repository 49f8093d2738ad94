namespace StrongCities.Contracts.Events;

/// <summary>What taking part in a published dialogue involves has changed; everybody registered or waiting is asked again.</summary>
public sealed record DialogueLabelChanged(Guid DialogueId, int LabelVersion, long Version);
