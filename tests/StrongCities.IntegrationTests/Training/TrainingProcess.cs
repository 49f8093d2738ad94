using StrongCities.Contracts.Training;
using StrongCities.IntegrationTests.Gatherings;
using StrongCities.Training;

namespace StrongCities.IntegrationTests.Training;

/// <summary>Training, which keeps courses and their cohorts.</summary>
public sealed class TrainingProcess(Servers servers) : GatheringsProcess(servers, "Training", own => own.CreateDatabaseAsync<TrainingDb>("training"))
{
    internal Courses.CoursesClient Courses => new(Channel);
}
