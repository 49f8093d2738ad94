namespace StrongCities.Contracts.Gatherings;

/// <summary>What a gathering can be; each kind is kept by one service.</summary>
public static class GatheringKinds
{
    /// <summary>A dialogue of cities and organizations, kept by Events.</summary>
    public const string Dialogue = "dialogue";

    /// <summary>A cohort of a training course, kept by Training.</summary>
    public const string Cohort = "cohort";

    /// <summary>Where the pages of gatherings of that kind lie, without the language.</summary>
    public static string FolderOf(string kind) => kind == Cohort ? "/trainings/cohorts" : "/dialogues";

    /// <summary>Under which address of the site, without the language, the pages of registrations, offers and names lie.</summary>
    public static string PathOf(string kind) => kind == Cohort ? "/trainings" : "";
}
