using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace StrongCities.ServiceDefaults.Callers;

/// <summary>Builds the policies <c>scope:...</c> and <c>role:...</c> from their names.</summary>
internal sealed class CallerPolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName)
    {
        if (policyName.StartsWith("scope:", StringComparison.Ordinal))
        {
            return new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new ScopeRequirement(policyName["scope:".Length..])).Build();
        }

        if (policyName.StartsWith("role:", StringComparison.Ordinal))
        {
            return new AuthorizationPolicyBuilder().RequireAuthenticatedUser()
                .AddRequirements(new PersonRequirement(), new RoleRequirement(policyName["role:".Length..].Split(','))).Build();
        }

        return await base.GetPolicyAsync(policyName);
    }
}

/// <summary>A person's own token, not a service's.</summary>
internal sealed class PersonRequirement : AuthorizationHandler<PersonRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PersonRequirement requirement)
    {
        if (context.User.FindPersonId() is not null)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

/// <summary>A token, issued to a service, that carries the scope.</summary>
internal sealed class ScopeRequirement(string scope) : AuthorizationHandler<ScopeRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        // A person's token never counts, whatever scopes its client was given.
        if (context.User.FindPersonId() is null && context.User.FindAll("scope").Any(claim => claim.Value.Split(' ').Contains(scope)))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

/// <summary>A person who holds one of the roles at this moment, in a session with a second factor.</summary>
internal sealed record RoleRequirement(IReadOnlyList<string> Roles) : IAuthorizationRequirement;

internal sealed class RoleHandler(IHttpContextAccessor http, ILogger<RoleHandler> logger) : AuthorizationHandler<RoleRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleRequirement requirement)
    {
        if (context.User.FindPersonId() is not { } person || http.HttpContext is not { } request
            || request.RequestServices.GetService<RoleQuestion>() is not { } question)
        {
            return;
        }

        try
        {
            foreach (var role in requirement.Roles)
            {
                if (await question.HoldsAsync(person, role, request.RequestAborted))
                {
                    if (context.User.HasSecondFactor())
                    {
                        context.Succeed(requirement);
                    }
                    else
                    {
                        context.Fail(new AuthorizationFailureReason(this, SecondFactorRefusals.Needed.Reason));
                    }

                    return;
                }
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Fails closed: whoever cannot be asked has not said yes.
            RoleUnknown(logger, error.GetType().FullName!, null);
        }
    }

    private static readonly Action<ILogger, string, Exception?> RoleUnknown = LoggerMessage.Define<string>(
        LogLevel.Warning, new EventId(1, "RoleUnknown"), "The owner of the roles did not answer ({ErrorType}); the call is refused");
}
