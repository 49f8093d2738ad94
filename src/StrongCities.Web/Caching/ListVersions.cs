using Microsoft.Extensions.Caching.Hybrid;
using StrongCities.Contracts.Gatherings;
using StrongCities.Contracts.Training;

namespace StrongCities.Web.Caching;

/// <summary>What a public page lists.</summary>
public enum Listing
{
    /// <summary>Nothing: it changes with a release only.</summary>
    Nothing,
    /// <summary>Dialogues.</summary>
    Dialogues,
    /// <summary>Courses and their dates.</summary>
    Trainings,
    /// <summary>Dialogues and the dates of trainings.</summary>
    Calendar,
}

/// <summary>The version of each public list, asked of its owner every two seconds at most, however many pages are asked for.</summary>
internal sealed class ListVersions(
    HybridCache cache, [FromKeyedServices(GatheringKinds.Dialogue)] Gatherings.GatheringsClient dialogues,
    [FromKeyedServices(GatheringKinds.Cohort)] Gatherings.GatheringsClient cohorts, Courses.CoursesClient courses)
{
    private static readonly HybridCacheEntryOptions TwoSeconds = new()
    {
        Expiration = TimeSpan.FromSeconds(2),
        LocalCacheExpiration = TimeSpan.FromSeconds(2),
        Flags = HybridCacheEntryFlags.DisableDistributedCache,
    };

    public async Task<string> OfAsync(Listing listing, CancellationToken stop) => listing switch
    {
        Listing.Dialogues => $"{ThisRelease}-{await DialoguesAsync(stop)}",
        Listing.Trainings => $"{ThisRelease}-{await cache.GetOrCreateAsync("version:courses", courses, AskAsync, TwoSeconds, cancellationToken: stop)}-{await CohortsAsync(stop)}",
        Listing.Calendar => $"{ThisRelease}-{await DialoguesAsync(stop)}-{await CohortsAsync(stop)}",
        _ => ThisRelease,
    };

    private ValueTask<string> DialoguesAsync(CancellationToken stop) => cache.GetOrCreateAsync("version:dialogues", dialogues, AskAsync, TwoSeconds, cancellationToken: stop);

    private ValueTask<string> CohortsAsync(CancellationToken stop) => cache.GetOrCreateAsync("version:cohorts", cohorts, AskAsync, TwoSeconds, cancellationToken: stop);

    // Pages of another release look different: replicas of both may share one Redis while an upgrade goes on.
    private static string ThisRelease { get; } = typeof(ListVersions).Assembly.ManifestModule.ModuleVersionId.ToString("N");

    private static async ValueTask<string> AskAsync(Gatherings.GatheringsClient gatherings, CancellationToken stop) =>
        (await gatherings.GetListVersionAsync(new GetListVersionRequest(), cancellationToken: stop)).Version;

    private static async ValueTask<string> AskAsync(Courses.CoursesClient courses, CancellationToken stop) =>
        (await courses.GetListVersionAsync(new GetCourseListVersionRequest(), cancellationToken: stop)).Version;
}
