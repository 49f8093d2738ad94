using StrongCities.Contracts.Gatherings;
using StrongCities.Web.Forms;
using StrongCities.Web.Pages.Join;

namespace StrongCities.Web.Pages.OfGatherings;

/// <summary>Dialogues and registrations in the reader's words.</summary>
public static class GatheringWords
{
    public static string Kind(Gathering gathering, Words words) => gathering.Kind == GatheringKinds.Cohort ? words["Training"] : words["Dialogue"];

    public static IReadOnlyList<Option> Formats(Words words) => [.. new[] { "in-person", "online", "hybrid" }.Select(format => new Option(format, Format(format, words)))];

    public static string Register(Gathering gathering, Words words) =>
        gathering.Kind == GatheringKinds.Cohort ? words["Book places"] : words["Register a delegation"];

    /// <summary>The language it is held in, by its name in the reader's.</summary>
    public static string Language(Gathering gathering, Words words) =>
        ApplicationWords.Of(ApplicationWords.WorkingLanguages(words.Language), gathering.Language);

    public static string Place(Gathering gathering, Words words) => gathering switch
    {
        { Format: "online" } => words["Online"],
        { Venue.Length: > 0 } => $"{gathering.Venue}, {words.Place(gathering.HostCity)}",
        _ => words.Place(gathering.HostCity),
    };

    public static string Format(string format, Words words) => format switch
    {
        "online" => words["Online"],
        "hybrid" => words["In person and online"],
        _ => words["In person"],
    };

    public static string State(Registration registration, Words words) => registration.State switch
    {
        "confirmed" => words["Confirmed"],
        "waiting" or "offered" when IsOver(registration.Gathering) => words["No seats became free"],
        "waiting" => words["On the waiting list"],
        "offered" => words["Seats are offered to you"],
        "held" => words["Cancelled, can be undone"],
        "lapsed" => words["Offer not taken in time"],
        "refused" => words["Not possible"],
        _ => words["Cancelled"],
    };

    /// <summary>It was held, reported on or not.</summary>
    public static bool IsOver(Gathering gathering) => gathering.State is "over" or "reported";

    /// <summary>Holds a place in the dialogue or on its list.</summary>
    public static bool IsActive(Registration registration) => registration.State is "waiting" or "offered" or "confirmed" or "held";
}
