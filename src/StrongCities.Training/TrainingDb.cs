using Microsoft.EntityFrameworkCore;
using StrongCities.Gatherings;
using StrongCities.Outbox;
using StrongCities.Training.Courses;

namespace StrongCities.Training;

/// <summary>The database of courses.</summary>
internal sealed class TrainingDb(DbContextOptions<TrainingDb> options) : DbContext(options)
{
    public DbSet<Course> Courses => Set<Course>();

    /// <summary>The database's clock, by which every deadline is judged.</summary>
    public Task<DateTimeOffset> NowAsync(CancellationToken stop) =>
        Database.SqlQuery<DateTimeOffset>($"SELECT now() AS \"Value\"").SingleAsync(stop);

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.AddOutbox();

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
            GatheringsDb.Multilingual(course.Property(x => x.Title));
            GatheringsDb.Multilingual(course.Property(x => x.Summary));
            course.HasIndex(x => new { x.State, x.Theme });
        });
    }
}

/// <summary>For <c>dotnet ef migrations add</c>.</summary>
internal sealed class TrainingDbFactory : DesignTimeFactory<TrainingDb>
{
    protected override TrainingDb Create(DbContextOptions<TrainingDb> options) => new(options);
}
