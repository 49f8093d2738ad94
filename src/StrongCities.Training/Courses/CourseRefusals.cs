using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Training.Courses;

internal static class CourseRefusals
{
    public static readonly Refusal Unknown = new(StatusCode.NotFound, "course-unknown", "There is no such course.");
    public static readonly Refusal ChangedMeanwhile = new(StatusCode.Aborted, "course-changed-meanwhile", "Somebody else changed this course in the meantime.");
    public static readonly Refusal AlreadyPublished = new(StatusCode.FailedPrecondition, "course-already-published", "This course is published already.");
    public static readonly Refusal NotPublished = new(StatusCode.FailedPrecondition, "course-not-published", "This course is not published.");
    public static readonly Refusal HasDates = new(StatusCode.FailedPrecondition, "course-has-dates", "Dates of this course are announced: call them off, or wait until they are over.");
    public static readonly Refusal NotDraft = new(StatusCode.FailedPrecondition, "course-not-draft", "This course was published: it can be withdrawn, not deleted.");

    public static readonly Refusal SummaryMissing = new(StatusCode.InvalidArgument, "course-summary-missing", "Say in at least one language what is learnt.");
    public static readonly Refusal ThemeUnknown = new(StatusCode.InvalidArgument, "course-theme-unknown", "Choose a theme of the list.");
    public static readonly Refusal LevelUnknown = new(StatusCode.InvalidArgument, "course-level-unknown", "Choose a level of the list.");
}
