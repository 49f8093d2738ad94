using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.ServiceDefaults.Callers;

/// <summary>A policy that failed for want of a second factor alone says so: a gRPC call by the named refusal, a page by <see cref="SecondFactorNeeded"/>.</summary>
internal sealed class SecondFactorAnswer(IHostEnvironment environment) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _otherwise = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.AuthorizationFailure?.FailureReasons.Any(reason => reason.Message == SecondFactorRefusals.Needed.Reason) != true)
        {
            return _otherwise.HandleAsync(next, context, policy, authorizeResult);
        }

        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) != true)
        {
            context.Features.Set(new SecondFactorNeeded());
            return _otherwise.HandleAsync(next, context, policy, authorizeResult);
        }

        // An answer of headers alone, as gRPC has it for calls that end before they begin.
        context.Response.ContentType = "application/grpc";
        var error = RefusalInterceptor.ToRpcException(SecondFactorRefusals.Needed, environment.ApplicationName);
        context.Response.Headers["grpc-status"] = ((int)error.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = error.Status.Detail;
        foreach (var entry in error.Trailers.Where(entry => entry.IsBinary))
        {
            context.Response.Headers[entry.Key] = Convert.ToBase64String(entry.ValueBytes);
        }

        return Task.CompletedTask;
    }
}

/// <summary>Put on a refused request for a page: the reader holds the role, and their session lacks a second factor.</summary>
public sealed class SecondFactorNeeded;
