namespace StrongCities.ServiceDefaults;

/// <summary>A required setting was not given.</summary>
/// <param name="name">Its name in configuration form, such as <c>ConnectionStrings:eventsdb</c>.</param>
public sealed class MissingSettingException(string name)
    : InvalidOperationException($"Setting {name.Replace(":", "__", StringComparison.Ordinal)} is missing.");
