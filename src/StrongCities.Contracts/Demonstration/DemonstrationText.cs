using StrongCities.Contracts.Gatherings;

namespace StrongCities.Contracts.Demonstration;

/// <summary>What a demonstration says, in both languages of the pages.</summary>
public static class DemonstrationText
{
    /// <summary>As if a person had written both.</summary>
    public static LocalText[] Of(string english, string french) =>
        [new() { Language = "en", Text = english, Origin = "human" }, new() { Language = "fr", Text = french, Origin = "human" }];
}
