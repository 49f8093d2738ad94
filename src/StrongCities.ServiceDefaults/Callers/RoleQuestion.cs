namespace StrongCities.ServiceDefaults.Callers;

/// <summary>
/// Asks whoever owns the roles whether a person holds one of them at this moment. Registered by each service that serves staff
/// (<c>services.AddScoped&lt;RoleQuestion, ...&gt;()</c>); where none is registered, or when it fails, nobody holds any role.
/// </summary>
public abstract class RoleQuestion
{
    /// <summary>True when the person holds the role now.</summary>
    public abstract Task<bool> HoldsAsync(Guid personId, string role, CancellationToken cancellationToken);
}
