using StrongCities.Events;
using StrongCities.IntegrationTests.Gatherings;

namespace StrongCities.IntegrationTests.Events;

/// <summary>Events, which keeps dialogues.</summary>
public sealed class EventsProcess(Servers servers) : GatheringsProcess(servers, "Events", own => own.CreateDatabaseAsync<EventsDb>("events"));
