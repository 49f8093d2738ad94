namespace StrongCities.Training.Courses;

/// <summary>A course as it is told to others.</summary>
internal static class CourseInWords
{
    public static Wire.Course ToWire(this Course course) => new()
    {
        CourseId = course.Id.ToString(),
        Title = { course.Title.ToWire() },
        Summary = { course.Summary.ToWire() },
        Theme = course.Theme,
        Level = course.Level,
        State = course.State.ToString().ToLowerInvariant(),
        Version = course.Version,
    };
}
