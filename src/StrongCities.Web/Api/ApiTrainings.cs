using StrongCities.Contracts.Gatherings;
using StrongCities.Contracts.Training;

namespace StrongCities.Web.Api;

/// <summary>
/// A course. <paramref name="State"/>: published, or withdrawn: not offered any more, and read by its id alone. <paramref name="Theme"/> and
/// <paramref name="Level"/> are codes, such as funding and introductory.
/// </summary>
public sealed record ApiTraining(
    string Id, IReadOnlyList<ApiText> Title, IReadOnlyList<ApiText> Summary, string Theme, string Level, string State, IReadOnlyList<ApiTrainingDate> Dates);

/// <summary>When and where a course is held, and in which language. <paramref name="Availability"/>: plenty (10 or more places), few, full, closed.</summary>
public sealed record ApiTrainingDate(
    string Id, string Language, IReadOnlyList<ApiText> Trainers, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeZone, string HostCity, string Venue,
    string Format, string Availability, int SeatsPerOrganization, string Policy, IReadOnlyList<ApiSession> Sessions);

/// <summary>Published courses.</summary>
public sealed record ApiTrainingList(IReadOnlyList<ApiTraining> Trainings);

internal static class ApiTrainings
{
    public static void MapTrainings(this RouteGroupBuilder api)
    {
        api.MapGet("/trainings", async (
                Courses.CoursesClient courses, [FromKeyedServices(GatheringKinds.Cohort)] Gatherings.GatheringsClient cohorts, CancellationToken cancel,
                string? theme, string? level) =>
            {
                var ahead = ListAsync(cohorts, cancel);
                var found = await courses.ListCoursesAsync(new ListCoursesRequest { Theme = theme ?? "", Level = level ?? "" }, cancellationToken: cancel);
                var dates = (await ahead).ToLookup(cohort => cohort.CourseId);
                return new ApiTrainingList([.. found.Courses.Select(course => Show(course, dates[course.CourseId]))]);
            })
            .WithName("ListTrainings")
            .WithSummary("Published courses, each with its dates that have not ended, soonest first; of one theme or level where asked for.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        api.MapGet("/trainings/{id}", async (
                string id, Courses.CoursesClient courses, [FromKeyedServices(GatheringKinds.Cohort)] Gatherings.GatheringsClient cohorts, CancellationToken cancel) =>
            {
                var course = await courses.GetCourseAsync(new GetCourseRequest { CourseId = id }, cancellationToken: cancel);
                // As on its page: what is withdrawn has no dates to offer.
                var dates = course.State == "published" ? await ListAsync(cohorts, cancel) : [];
                return Show(course, dates.Where(cohort => cohort.CourseId == course.CourseId));
            })
            .WithName("GetTraining")
            .WithSummary("One course that is or was published, with its dates that have not ended.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IReadOnlyList<Gathering>> ListAsync(Gatherings.GatheringsClient cohorts, CancellationToken cancel) =>
        (await cohorts.ListGatheringsAsync(new ListGatheringsRequest(), cancellationToken: cancel)).Gatherings;

    private static ApiTraining Show(Course course, IEnumerable<Gathering> dates) => new(
        course.CourseId, ApiText.Of(course.Title), ApiText.Of(course.Summary), course.Theme, course.Level, course.State, [.. dates.Select(Show)]);

    private static ApiTrainingDate Show(Gathering cohort) => new(
        cohort.GatheringId, cohort.Language, ApiText.Of(cohort.Trainers), cohort.StartsAt.ToDateTimeOffset(), cohort.EndsAt.ToDateTimeOffset(), cohort.TimeZone,
        cohort.HostCity, cohort.Venue, cohort.Format, cohort.Availability, cohort.SeatsPerOrganization, cohort.Policy,
        ApiSession.Of(cohort));
}
