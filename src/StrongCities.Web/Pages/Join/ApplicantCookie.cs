using Grpc.Core;
using StrongCities.Contracts.Membership;

namespace StrongCities.Web.Pages.Join;

/// <summary>Whose application this browser is working on: the access token stands in a cookie, never in an address.</summary>
public sealed class ApplicantCookie(IHttpContextAccessor accessor, Applications.ApplicationsClient applications)
{
    private const string Name = "application";

    /// <summary>The access token, or "" when this browser has no application open.</summary>
    public string Token => accessor.HttpContext?.Request.Cookies[Name] ?? "";

    public void Set(string accessToken) => accessor.HttpContext!.Response.Cookies.Append(Name, accessToken, Options(TimeSpan.FromDays(180)));

    public void Drop() => accessor.HttpContext!.Response.Cookies.Append(Name, "", Options(TimeSpan.Zero));

    /// <summary>The application, or null when there is none or its time is over.</summary>
    public async Task<Application?> FindAsync()
    {
        if (Token.Length == 0)
        {
            return null;
        }

        try
        {
            return await applications.GetApplicationAsync(new GetApplicationRequest { AccessToken = Token });
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }

    private CookieOptions Options(TimeSpan kept) => new()
    {
        Path = "/",
        HttpOnly = true,
        Secure = accessor.HttpContext!.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        MaxAge = kept,
    };
}
