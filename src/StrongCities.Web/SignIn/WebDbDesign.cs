using Microsoft.EntityFrameworkCore;
using StrongCities.Outbox;

namespace StrongCities.Web.SignIn;

internal sealed class WebDbDesign : DesignTimeFactory<WebDb>
{
    protected override WebDb Create(DbContextOptions<WebDb> options) => new(options);
}
