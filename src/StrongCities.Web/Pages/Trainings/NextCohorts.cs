using Grpc.Core;
using StrongCities.Contracts.Gatherings;
using StrongCities.Web.Refusals;

namespace StrongCities.Web.Pages.Trainings;

/// <summary>The cohorts that lie ahead, for the pages of courses.</summary>
public sealed class NextCohorts([FromKeyedServices(GatheringKinds.Cohort)] Gatherings.GatheringsClient cohorts)
{
    /// <summary>Soonest first; null when Training does not answer.</summary>
    public async Task<IReadOnlyList<Gathering>?> AllAsync()
    {
        try
        {
            return (await cohorts.ListGatheringsAsync(new ListGatheringsRequest())).Gatherings;
        }
        catch (RpcException error) when (error.IsAway())
        {
            return null;
        }
    }

    /// <summary>As <see cref="AllAsync"/>, of one course.</summary>
    public async Task<IReadOnlyList<Gathering>?> OfAsync(string courseId) =>
        await AllAsync() is { } all ? [.. all.Where(cohort => cohort.CourseId == courseId)] : null;
}
