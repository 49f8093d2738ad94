using StrongCities.ServiceDefaults.Languages;
using Words = StrongCities.Gatherings.Texts.Words;

namespace StrongCities.Gatherings.Reports;

/// <summary>What came out of a gathering that was held. Strangers hear of it once it is published.</summary>
internal sealed class Report
{
    public const int FindingsCharactersMax = 8_000;

    public required Guid GatheringId { get; init; }

    /// <summary>Paragraphs stand between blank lines.</summary>
    public Words Findings { get; set; } = Words.None;

    /// <summary>From 1, one more with each change.</summary>
    public long Version { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>The last change after publication.</summary>
    public DateTimeOffset? ChangedAt { get; set; }

    /// <summary>Whether it can be read in each language of the site, as one that is published must be.</summary>
    public static bool InEveryLanguage(Words findings) => Language.Offered.All(language => findings.ByLanguage.ContainsKey(language.Code));
}

/// <summary>That an organization agreed to be named in the report, by its registration. No row means no, and taking it back deletes the row.</summary>
internal sealed class NamedInReport
{
    public required Guid RegistrationId { get; init; }

    /// <summary>By the database's clock.</summary>
    public required DateTimeOffset At { get; init; }
}
