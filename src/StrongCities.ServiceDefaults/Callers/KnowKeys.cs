using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace StrongCities.ServiceDefaults.Callers;

/// <summary>Fetches the identity provider's keys when the process starts: with the first caller it would be too late if the provider were away by then.</summary>
internal sealed class KnowKeys(IServiceScopeFactory scopes, TimeProvider time, ILogger<KnowKeys> log, IOptionsMonitor<JwtBearerOptions> options) : OnceAtStart(scopes, time, log)
{
    // Until then callers are refused.
    protected override Task RunAsync(IServiceProvider services, CancellationToken stop) =>
        options.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager!.GetConfigurationAsync(stop);
}
