using StrongCities.Contracts.Gatherings;
using StrongCities.Web.Pages.OfGatherings;

namespace StrongCities.Web.Pages.Staff;

/// <summary>The states of a dialogue and of its registrations in the words of its makers.</summary>
public static class GatheringStateWords
{
    public static string Of(Gathering gathering, Words words) => gathering.State switch
    {
        "draft" => words["Draft"],
        "published" => words["Published"],
        "cancelled" => words["Will not take place"],
        "reported" => words["Reported"],
        _ => words["Held"],
    };

    public static string Of(Registration registration, Words words) =>
        registration.State == "offered" ? words["Seats offered, not answered yet"] : GatheringWords.State(registration, words);

    /// <summary>The class of the state's tag.</summary>
    public static string Tag(Gathering gathering) => gathering.State switch
    {
        "draft" => "tag attention",
        "published" or "reported" => "tag ok",
        "cancelled" => "tag error",
        _ => "tag plain",
    };
}
