using Microsoft.EntityFrameworkCore;
using StrongCities.Gatherings;
using StrongCities.Gatherings.Texts;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;
using StrongCities.Training.Cohorts;
using StrongCities.Training.Courses;
using Shared = StrongCities.Contracts.Gatherings;

namespace StrongCities.Training;

/// <summary>The database of courses, of their cohorts and of who takes part in them.</summary>
internal sealed class TrainingDb(DbContextOptions<TrainingDb> options) : GatheringsDb(options)
{
    public DbSet<Course> Courses => Set<Course>();

    /// <summary>A course may be held over half a year.</summary>
    public override TimeSpan LengthMax => TimeSpan.FromDays(200);

    public override Gathering New(Guid id) => new Cohort { Id = id };

    public override async Task<IReadOnlyList<(string Field, Refusal Refusal)>> OwnProblemsAsync(Shared.GatheringContent content, CancellationToken stop)
    {
        var problems = new List<(string, Refusal)>();
        if (!Guid.TryParse(content.CourseId, out var course) || !await Courses.AnyAsync(known => known.Id == course && known.State == CourseState.Published, stop))
        {
            problems.Add(("course_id", CohortRefusals.CourseNotPublished));
        }

        if (!Words.IsLanguage(content.Language))
        {
            problems.Add(("language", CohortRefusals.LanguageMissing));
        }

        var trainers = Words.Read(content.Trainers);
        if (trainers is null || trainers.LongestCharacters > Cohort.TrainersCharactersMax)
        {
            problems.Add(("trainers", trainers is null ? GatheringRefusals.LanguageUnknown : CohortRefusals.TrainersTooLong));
        }

        return problems;
    }

    /// <summary>The course is locked until the cohort is announced, so that it is not withdrawn meanwhile.</summary>
    public override async Task<Refusal?> OwnRefusalToPublishAsync(Gathering gathering, CancellationToken stop)
    {
        var course = await Courses.FromSql($"SELECT * FROM courses WHERE id = {((Cohort)gathering).CourseId} FOR SHARE").AsNoTracking().SingleAsync(stop);
        return course.State == CourseState.Published ? null : CohortRefusals.CourseNotPublished;
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.Entity<Course>(course =>
        {
            course.ToTable("courses", table =>
            {
                table.HasCheckConstraint("courses_state", "state BETWEEN 1 AND 3");
                // Withdrawn is what was published once: strangers never hear of another.
                table.HasCheckConstraint("courses_published", "state = 1 OR published_at IS NOT NULL");
                table.HasCheckConstraint("courses_titled", "title <> '{}'::jsonb AND summary <> '{}'::jsonb");
            });
            course.Property(x => x.Id).ValueGeneratedNever();
            course.Property(x => x.Version).IsConcurrencyToken();
            course.Property(x => x.Theme).HasMaxLength(40);
            course.Property(x => x.Level).HasMaxLength(20);
            Multilingual(course.Property(x => x.Title));
            Multilingual(course.Property(x => x.Summary));
            course.HasIndex(x => new { x.State, x.Theme });
        });

        model.Entity<Gathering>().HasDiscriminator<string>("kind").HasValue<Gathering>("gathering").HasValue<Cohort>(Shared.GatheringKinds.Cohort);
        model.Entity<Cohort>(cohort =>
        {
            cohort.ToTable("gatherings", table => table.HasCheckConstraint("gatherings_cohort", "course_id IS NOT NULL AND language IS NOT NULL AND trainers IS NOT NULL"));
            cohort.Property(x => x.Language).HasMaxLength(35);
            Multilingual(cohort.Property(x => x.Trainers));
            cohort.HasOne<Course>().WithMany().HasForeignKey(x => x.CourseId);
        });
    }
}

/// <summary>For <c>dotnet ef migrations add</c>.</summary>
internal sealed class TrainingDbFactory : DesignTimeFactory<TrainingDb>
{
    protected override TrainingDb Create(DbContextOptions<TrainingDb> options) => new(options);
}
