using Microsoft.EntityFrameworkCore;
using StrongCities.Gatherings;
using StrongCities.Outbox;

namespace StrongCities.Events;

/// <summary>The database of dialogues and of who takes part in them.</summary>
internal sealed class EventsDb(DbContextOptions<EventsDb> options) : GatheringsDb(options);

/// <summary>For <c>dotnet ef migrations add</c>.</summary>
internal sealed class EventsDbFactory : DesignTimeFactory<EventsDb>
{
    protected override EventsDb Create(DbContextOptions<EventsDb> options) => new(options);
}
