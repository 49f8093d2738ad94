using Grpc.Core;
using StrongCities.Contracts.Gatherings;
using StrongCities.ServiceDefaults.Callers;

namespace StrongCities.Web.Kinds;

/// <summary>Whom a page asks: the same contracts are served by Events for dialogues and by Training for cohorts.</summary>
internal static class GatheringClients
{
    /// <summary>
    /// Registers a client of each kind under its key (<see cref="GatheringKinds"/>), and one without a key that is of the page's own kind:
    /// a page written once stands at two addresses.
    /// </summary>
    public static void AddGatheringClient<TClient>(this WebApplicationBuilder builder) where TClient : ClientBase
    {
        builder.AddServiceClient<TClient>("events", key: GatheringKinds.Dialogue);
        builder.AddServiceClient<TClient>("training", key: GatheringKinds.Cohort);
        builder.Services.AddTransient(services => services.GetRequiredKeyedService<TClient>(
            GatheringAddresses.KindOf(services.GetRequiredService<IHttpContextAccessor>().HttpContext!.Request.Path)));
    }
}
