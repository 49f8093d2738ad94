using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Training.Cohorts;

internal static class CohortRefusals
{
    public static readonly Refusal CourseNotPublished = new(StatusCode.FailedPrecondition, "cohort-course-not-published", "Choose a course of the catalogue.");
    public static readonly Refusal LanguageMissing = new(StatusCode.InvalidArgument, "cohort-language-missing", "Say in which language it is held.");
    public static readonly Refusal TrainersTooLong = new(StatusCode.InvalidArgument, "cohort-trainers-too-long", "The trainers' line has 1,000 characters at most.");
}
