using StrongCities.Web.SignIn;

namespace StrongCities.Web.Times;

/// <summary>The reader's own time zone: of the account, else of the cookie set on the time zone page, else unknown.</summary>
public sealed class ViewerZone(IHttpContextAccessor accessor, CurrentPerson person)
{
    public const string CookieName = "zone";

    public async Task<TimeZoneInfo?> FindAsync() =>
        Find((await person.FindAsync())?.TimeZone) ?? Find(accessor.HttpContext?.Request.Cookies[CookieName]);

    /// <summary>A zone by its IANA name, or null.</summary>
    public static TimeZoneInfo? Find(string? id) =>
        id is { Length: > 0 } && id.Contains('/', StringComparison.Ordinal) && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;
}
