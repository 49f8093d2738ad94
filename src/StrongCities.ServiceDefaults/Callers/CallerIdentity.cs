using System.Security.Claims;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace StrongCities.ServiceDefaults.Callers;

/// <summary>Who calls, read from a validated access token.</summary>
public static class CallerIdentity
{
    /// <summary>The person's id, or null for a service's own token and for nobody.</summary>
    public static Guid? FindPersonId(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue("sub"), out var id) ? id : null;

    /// <summary>The calling person's id.</summary>
    /// <exception cref="InvalidOperationException">The method's policy admits callers who are no person.</exception>
    public static Guid PersonId(this ServerCallContext context) =>
        context.FindPersonId() ?? throw new InvalidOperationException("This method's policy admits callers who are no person.");

    /// <summary>The calling person's id, or null.</summary>
    public static Guid? FindPersonId(this ServerCallContext context) => context.GetHttpContext().User.FindPersonId();

    /// <summary>Whether the person's session has a second factor (<c>amr</c> with <c>mfa</c>): without one no network role counts.</summary>
    public static bool HasSecondFactor(this ClaimsPrincipal user) => user.HasClaim("amr", "mfa");

    /// <summary>The same for the calling person.</summary>
    public static bool HasSecondFactor(this ServerCallContext context) => context.GetHttpContext().User.HasSecondFactor();

    /// <summary>Whether the calling person holds a network role now, in a session with a second factor; false when the owner of the roles does not answer.</summary>
    public static async Task<bool> HoldsRoleAsync(this ServerCallContext context, string role)
    {
        if (context.FindPersonId() is not { } person || !context.HasSecondFactor() || context.GetHttpContext().RequestServices.GetService<RoleQuestion>() is not { } question)
        {
            return false;
        }

        try
        {
            return await question.HoldsAsync(person, role, context.CancellationToken);
        }
        catch (RpcException)
        {
            return false;
        }
    }
}
