namespace StrongCities.Web.Maps;

/// <summary>A dot on the map; <paramref name="Population"/> decides which names are written where there is no room for all.</summary>
public sealed record MapCity(string Name, double Latitude, double Longitude, long Population = 0);

/// <summary>A line between two cities that met in a dialogue; never one from a sealed session.</summary>
public sealed record MapArc(MapCity From, MapCity To);
