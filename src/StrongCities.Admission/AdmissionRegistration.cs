using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using StrongCities.Outbox;

namespace StrongCities.Admission;

/// <summary>Registers the ledger with a service.</summary>
public static class AdmissionRegistration
{
    /// <summary>
    /// Registers <see cref="Ledger"/> (singleton) and the loop of timed moves on the service's one database (see <c>AddDatabase</c>), whose context calls
    /// <see cref="AdmissionTables.AddAdmission"/>. <paramref name="facts"/> turns each move into the service's own facts, written in the same transaction;
    /// <paramref name="eligibility"/> says who may book.
    /// </summary>
    public static void AddAdmission(this IHostApplicationBuilder builder, FactsOfMove facts, Eligibility? eligibility = null, AdmissionOptions? options = null)
    {
        var bounds = options ?? new AdmissionOptions();
        builder.Services.AddSingleton(bounds);
        builder.Services.TryAddSingleton<OutboxSignal>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services => new Ledger(
            services.GetRequiredService<NpgsqlDataSource>(), facts, eligibility, bounds, services.GetRequiredService<OutboxSignal>(), services.GetRequiredService<ILogger<Ledger>>()));
        builder.Services.AddHostedService<TimedMoves>();
    }
}
