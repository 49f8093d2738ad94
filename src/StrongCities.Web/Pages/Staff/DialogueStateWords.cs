using StrongCities.Contracts.Events;
using StrongCities.Web.Pages.OfDialogues;

namespace StrongCities.Web.Pages.Staff;

/// <summary>The states of a dialogue and of its registrations in the words of its makers.</summary>
public static class DialogueStateWords
{
    public static string Of(Dialogue dialogue, Words words) => dialogue.State switch
    {
        "draft" => words["Draft"],
        "published" => words["Published"],
        "cancelled" => words["Will not take place"],
        _ => words["Over"],
    };

    public static string Of(Registration registration, Words words) =>
        registration.State == "offered" ? words["Seats offered, not answered yet"] : DialogueWords.State(registration, words);

    /// <summary>The class of the state's tag.</summary>
    public static string Tag(Dialogue dialogue) => dialogue.State switch
    {
        "draft" => "tag attention",
        "published" => "tag ok",
        "cancelled" => "tag error",
        _ => "tag plain",
    };
}
