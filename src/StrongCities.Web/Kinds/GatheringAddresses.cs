using StrongCities.Contracts.Gatherings;
using StrongCities.Web.Layout;

namespace StrongCities.Web.Kinds;

/// <summary>Where the pages of gatherings lie, without the language: those of cohorts under <c>/trainings</c> and <c>/staff/cohorts</c>.</summary>
public static class GatheringAddresses
{
    /// <summary>The kind that a page is about; dialogues where its address names none.</summary>
    public static string KindOf(PathString page) =>
        page.StartsWithSegments("/trainings") || page.StartsWithSegments("/staff/cohorts") ? GatheringKinds.Cohort : GatheringKinds.Dialogue;

    /// <summary>Whether this page is about cohorts.</summary>
    public static bool OfCohorts(this Site site) => KindOf(site.Http.Request.Path) == GatheringKinds.Cohort;

    /// <summary>The folder of this page's kind for gatherings, or for <paramref name="what"/>: registrations, offers or names.</summary>
    public static string Folder(this Site site, string? what = null) => FolderOf(KindOf(site.Http.Request.Path), what);

    /// <summary>The folder of the staff's pages of this page's kind.</summary>
    public static string Desk(this Site site) => DeskOf(KindOf(site.Http.Request.Path));

    /// <summary>The page of a gathering.</summary>
    public static string Path(this Gathering gathering) => $"{FolderOf(gathering.Kind)}/{gathering.GatheringId}";

    /// <summary>The staff's page of a gathering.</summary>
    public static string Desk(this Gathering gathering) => $"{DeskOf(gathering.Kind)}/{gathering.GatheringId}";

    /// <summary>The page of a registration.</summary>
    public static string Path(this Registration registration) => $"{FolderOf(registration.Gathering.Kind, "registrations")}/{registration.RegistrationId}";

    private static string FolderOf(string kind, string? what = null) =>
        what is null ? GatheringKinds.FolderOf(kind) : $"{GatheringKinds.PathOf(kind)}/{what}";

    private static string DeskOf(string kind) => kind == GatheringKinds.Cohort ? "/staff/cohorts" : "/staff/dialogues";
}
