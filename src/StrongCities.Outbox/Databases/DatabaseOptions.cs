using Microsoft.EntityFrameworkCore;

namespace StrongCities.Outbox;

/// <summary>How every context of ours meets PostgreSQL: snake_case names, whoever opens it.</summary>
public static class DatabaseOptions
{
    /// <summary>Options for a context opened outside a service: Setup with the owner's login, a test with its own.</summary>
    public static DbContextOptions<TDb> For<TDb>(string connectionString) where TDb : DbContext =>
        new DbContextOptionsBuilder<TDb>().UseNpgsql(connectionString).UseSnakeCaseNamingConvention().Options;
}
