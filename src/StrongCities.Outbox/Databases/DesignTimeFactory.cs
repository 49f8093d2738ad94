using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace StrongCities.Outbox;

/// <summary>Lets <c>dotnet ef migrations add</c> read a service's model without starting its host; it never connects.</summary>
public abstract class DesignTimeFactory<TDb> : IDesignTimeDbContextFactory<TDb> where TDb : DbContext
{
    /// <inheritdoc/>
    public TDb CreateDbContext(string[] args) => Create(DatabaseOptions.For<TDb>("Host=design.invalid"));

    /// <summary>The service's context.</summary>
    protected abstract TDb Create(DbContextOptions<TDb> options);
}
