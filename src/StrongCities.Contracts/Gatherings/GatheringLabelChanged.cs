namespace StrongCities.Contracts.Gatherings;

/// <summary>What taking part in a published gathering involves has changed; everybody registered or waiting is asked again.</summary>
public sealed record GatheringLabelChanged(Guid GatheringId, string Kind, int LabelVersion, long Version);
