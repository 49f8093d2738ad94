using Microsoft.EntityFrameworkCore;
using StrongCities.Outbox;

namespace StrongCities.Identity;

/// <summary>For <c>dotnet ef migrations add</c>.</summary>
internal sealed class IdentityDbDesign : DesignTimeFactory<IdentityDb>
{
    protected override IdentityDb Create(DbContextOptions<IdentityDb> options) => new(options);
}
