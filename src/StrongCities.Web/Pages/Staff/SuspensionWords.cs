namespace StrongCities.Web.Pages.Staff;

/// <summary>Where a suspension stands, in the reader's words.</summary>
public static class SuspensionWords
{
    public static string State(string state, Words words) => state switch
    {
        "proposed" => words["Proposed, waiting for the decision"],
        "dropped" => words["Proposal dropped"],
        "suspended" => words["Suspended by decision"],
        "appealed" => words["Suspended, appeal to be decided"],
        "appeal-refused" => words["Suspended, also after the appeal"],
        "lifted" => words["Lifted"],
        _ => state,
    };
}
