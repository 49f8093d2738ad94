using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace StrongCities.Outbox;

/// <summary>A service's own database.</summary>
public static class Database
{
    internal const string Quiet = "/* poll */ ";

    /// <summary>
    /// Registers the data source (singleton), the context (scoped) and its factory, and the readiness check,
    /// from <c>ConnectionStrings__&lt;name&gt;</c>. At most 20 connections unless the string says otherwise; waits 5 s for one.
    /// </summary>
    public static void AddDatabase<TDb>(this IHostApplicationBuilder builder, string name) where TDb : DbContext
    {
        var address = Address(builder.ConnectionString(name), builder.Environment.ApplicationName);
        builder.Services.AddNpgsqlDataSource(address.ConnectionString, source => source.ConfigureTracing(WithoutPolls));
        builder.Services.AddSingleton(new DatabaseAddress<TDb>(address.ConnectionString));
        builder.Services.TryAddSingleton<OutboxSignal>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<WakeOnCommit>();
        builder.Services.AddSingleton<ForgetLostServer>();
        // Pooled: a new one for each request is an eighth of what a registration takes of the processor. The factory draws from the same pool, and its action adds nothing.
        builder.Services.AddDbContextPool<TDb>((services, options) => options
            .UseNpgsql(services.GetRequiredService<NpgsqlDataSource>())
            .UseSnakeCaseNamingConvention()
            .AddInterceptors(services.GetRequiredService<WakeOnCommit>(), services.GetRequiredService<ForgetLostServer>()));
        builder.Services.AddPooledDbContextFactory<TDb>((_, _) => { });
        builder.Services.AddHealthChecks().AddNpgSql(healthQuery: Quiet + "SELECT 1", name: name, tags: ["ready"], timeout: TimeSpan.FromSeconds(2));
        builder.Services.AddSingleton<Migrated<TDb>>();
        builder.Services.AddHealthChecks().AddCheck<Migrated<TDb>>("migrations", tags: ["ready"], timeout: TimeSpan.FromSeconds(2));
    }

    /// <summary>The connection string with what a service takes for granted where it says nothing.</summary>
    public static NpgsqlConnectionStringBuilder Address(string connectionString, string application)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString);
        address.ApplicationName ??= application;
        Default("Maximum Pool Size", () => address.MaxPoolSize = 20);
        Default("Timeout", () => address.Timeout = 5);
        Default("Max Auto Prepare", () => address.MaxAutoPrepare = 50);
        return address;

        void Default(string keyword, Action set)
        {
            if (!address.ShouldSerialize(keyword))
            {
                set();
            }
        }
    }

    internal static string ConnectionString(this IHostApplicationBuilder builder, string name)
    {
        if (builder.Configuration.GetConnectionString(name) is { Length: > 0 } connectionString)
        {
            return connectionString;
        }

        throw new MissingConnectionStringException(name);
    }

    // A query each second from every loop would bury the traces that people look for.
    internal static void WithoutPolls(NpgsqlTracingOptionsBuilder tracing) => tracing
        .ConfigureCommandFilter(command => !command.CommandText.StartsWith(Quiet, StringComparison.Ordinal));
}

/// <summary>Where the database is, for the relay's connection outside the pool.</summary>
internal sealed record DatabaseAddress<TDb>(string ConnectionString);
