using System.Text.RegularExpressions;
using StrongCities.Contracts.Gatherings;

namespace StrongCities.Contracts.Demonstration;

/// <summary>What a demonstration says, in both languages of the pages.</summary>
public static partial class DemonstrationText
{
    /// <summary>As if a person had written both. In French no line begins with a sign that has a space before it.</summary>
    public static LocalText[] Of(string english, string french) =>
        [new() { Language = "en", Text = english, Origin = "human" }, new() { Language = "fr", Text = SpacedSign().Replace(french, "\u00a0$1"), Origin = "human" }];

    [GeneratedRegex(" ([:;!?»])")]
    private static partial Regex SpacedSign();
}
