using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.ServiceDefaults.Callers;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Training.Courses;

internal sealed class CoursesService(TrainingDb db, DraftCourse draft, EditCourse edit, PublishCourse publish, WithdrawCourse withdraw, DeleteCourseDraft delete) : Wire.Courses.CoursesBase
{
    [AllowAnonymous]
    public override async Task<Wire.ListCoursesReply> ListCourses(Wire.ListCoursesRequest request, ServerCallContext context)
    {
        var listed = await db.Listed(request.Theme, request.Level).AsNoTracking().ToListAsync(context.CancellationToken);
        return new Wire.ListCoursesReply { Courses = { listed.Select(CourseInWords.ToWire) } };
    }

    [AllowAnonymous]
    public override async Task<Wire.CourseListVersion> GetListVersion(Wire.GetCourseListVersionRequest request, ServerCallContext context) =>
        new() { Version = await db.ListVersionAsync(context.CancellationToken) };

    [AllowAnonymous]
    public override async Task<Wire.Course> GetCourse(Wire.GetCourseRequest request, ServerCallContext context)
    {
        var id = Id(request.CourseId);
        var course = await db.Courses.AsNoTracking().SingleOrDefaultAsync(known => known.Id == id, context.CancellationToken);
        return course is not null && (course.PublishedAt is not null || await context.HoldsRoleAsync("staff"))
            ? course.ToWire()
            : throw new RefusedException(CourseRefusals.Unknown);
    }

    [Authorize(Policies.Staff)]
    public override async Task<Wire.ListCoursesForStaffReply> ListForStaff(Wire.ListCoursesForStaffRequest request, ServerCallContext context)
    {
        // PostgreSQL puts those without a date, the drafts, first.
        var all = await db.Courses.AsNoTracking().OrderByDescending(course => course.PublishedAt).ThenBy(course => course.Id).Take(ListedCourses.CoursesMax).ToListAsync(context.CancellationToken);
        return new Wire.ListCoursesForStaffReply { Courses = { all.Select(CourseInWords.ToWire) } };
    }

    [Authorize(Policies.Staff)]
    public override async Task<Wire.Course> DraftCourse(Wire.DraftCourseRequest request, ServerCallContext context) =>
        (await draft.RunAsync(Content(request.Content), context.CancellationToken)).ToWire();

    [Authorize(Policies.Staff)]
    public override async Task<Wire.Course> EditCourse(Wire.EditCourseRequest request, ServerCallContext context) =>
        (await edit.RunAsync(Id(request.CourseId), request.Version, Content(request.Content), context.CancellationToken)).ToWire();

    [Authorize(Policies.Staff)]
    public override async Task<Wire.Course> PublishCourse(Wire.PublishCourseRequest request, ServerCallContext context) =>
        (await publish.RunAsync(Id(request.CourseId), request.Version, context.CancellationToken)).ToWire();

    [Authorize(Policies.Staff)]
    public override async Task<Wire.Course> WithdrawCourse(Wire.WithdrawCourseRequest request, ServerCallContext context) =>
        (await withdraw.RunAsync(Id(request.CourseId), request.Version, context.CancellationToken)).ToWire();

    [Authorize(Policies.Staff)]
    public override async Task<Wire.DeleteCourseDraftReply> DeleteDraft(Wire.DeleteCourseDraftRequest request, ServerCallContext context)
    {
        await delete.RunAsync(Id(request.CourseId), request.Version, context.CancellationToken);
        return new Wire.DeleteCourseDraftReply();
    }

    private static Guid Id(string text) => Guid.TryParse(text, out var id) ? id : throw new RefusedException(CourseRefusals.Unknown);

    private static Wire.CourseContent Content(Wire.CourseContent? content) => content ?? new Wire.CourseContent();
}
