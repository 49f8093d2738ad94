using StrongCities.Gatherings.Texts;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Training.Courses;

internal enum CourseState : short
{
    Draft = 1,
    Published = 2,
    Withdrawn = 3,
}

/// <summary>What can be learnt, whenever and wherever a cohort of it is held.</summary>
internal sealed class Course
{
    public required Guid Id { get; init; }
    public CourseState State { get; set; }
    public long Version { get; set; }
    public Words Title { get; set; } = Words.None;
    public Words Summary { get; set; } = Words.None;
    public string Theme { get; set; } = "";
    public string Level { get; set; } = "";

    /// <summary>When it was published first; null for a draft, of which strangers never hear.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    // Random: strangers see this id, and a time-ordered one would say when the draft was opened.
    public static Course Draft(ProposedCourse proposed)
    {
        var course = new Course { Id = Guid.NewGuid(), State = CourseState.Draft };
        course.Take(proposed);
        return course;
    }

    public void Take(ProposedCourse proposed)
    {
        (Title, Summary, Theme, Level) = (proposed.Title, proposed.Summary, proposed.Theme, proposed.Level);
        Version++;
    }

    public Refusal? Publish(DateTimeOffset now)
    {
        if (State == CourseState.Published)
        {
            return CourseRefusals.AlreadyPublished;
        }

        (State, PublishedAt, Version) = (CourseState.Published, PublishedAt ?? now, Version + 1);
        return null;
    }

    /// <summary>While people are to come to one of its cohorts it stays.</summary>
    public Refusal? Withdraw(bool hasCohortAhead)
    {
        if (State != CourseState.Published)
        {
            return CourseRefusals.NotPublished;
        }

        if (hasCohortAhead)
        {
            return CourseRefusals.HasDates;
        }

        (State, Version) = (CourseState.Withdrawn, Version + 1);
        return null;
    }
}
