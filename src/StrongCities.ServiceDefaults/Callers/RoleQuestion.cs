using Microsoft.Extensions.DependencyInjection;

namespace StrongCities.ServiceDefaults.Callers;

/// <summary>
/// Asks whoever owns the roles whether a person holds one of them at this moment. Registered by each service that serves staff;
/// where none is registered, or when it fails, nobody holds any role.
/// </summary>
public abstract class RoleQuestion
{
    /// <summary>True when the person holds the role now.</summary>
    public abstract Task<bool> HoldsAsync(Guid personId, string role, CancellationToken cancellationToken);
}

/// <summary>Registers the question.</summary>
public static class RoleQuestions
{
    /// <summary>Asks through <typeparamref name="TClient"/>, such as the gRPC client of the service that owns the roles.</summary>
    public static IServiceCollection AddRoleQuestion<TClient>(
        this IServiceCollection services, Func<TClient, Guid, string, CancellationToken, Task<bool>> ask) where TClient : notnull =>
        services.AddScoped<RoleQuestion>(provider => new Asked<TClient>(provider.GetRequiredService<TClient>(), ask));

    private sealed class Asked<TClient>(TClient client, Func<TClient, Guid, string, CancellationToken, Task<bool>> ask) : RoleQuestion
    {
        public override Task<bool> HoldsAsync(Guid personId, string role, CancellationToken cancellationToken) => ask(client, personId, role, cancellationToken);
    }
}
