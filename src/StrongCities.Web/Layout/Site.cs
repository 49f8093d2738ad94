using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Features;
using StrongCities.Web.Languages;

namespace StrongCities.Web.Layout;

/// <summary>What every page needs to know of the site and of this request: language, addresses, where to ask for help.</summary>
public sealed class Site(IHttpContextAccessor accessor, NavigationManager navigation, IConfiguration configuration, IWebHostEnvironment environment)
{
    private static readonly Dictionary<string, string> Versions = [];

    public HttpContext Http => accessor.HttpContext!;

    public Language Language => Http.Features.Get<Language>() ?? Language.English;

    /// <summary>The address of a page in the reader's language: <c>Link("/join")</c> is <c>/fr/join</c>.</summary>
    public string Link(string path) => $"/{Language.Code}{path}";

    /// <summary>Scheme and host as the reader's browser knows them, for an address that is copied elsewhere.</summary>
    public string Origin => $"{Http.Request.Scheme}://{Http.Request.Host}";

    /// <summary>This page in another language.</summary>
    public string InLanguage(Language other) => $"/{other.Code}{Page.Value}{Http.Request.QueryString.ToUriComponent()}";

    /// <summary>This page's address with the language, for links to a place on it and for coming back after sign-in.</summary>
    public string Here => $"{Http.Request.PathBase}{(BareLanguage ? "" : Page.ToUriComponent())}{Http.Request.QueryString.ToUriComponent()}";

    /// <summary>The first page was asked for as /fr: with a slash added, a link to a place on it would load it again.</summary>
    private bool BareLanguage => Http.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0] == Http.Request.PathBase.Value;

    /// <summary>The path without its language.</summary>
    public PathString Page => Http.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerPathFeature>() is { } failed
        ? new PathString(failed.Path)
        : Http.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>() is { } missing
            ? new PathString(missing.OriginalPath)
            : Http.Request.Path;

    /// <summary>True while the site shows invented data; every page says so.</summary>
    public bool Demonstration => configuration.GetValue("Demonstration:Seed", false);

    /// <summary>Where a person answers.</summary>
    public string HelpAddress => ServiceDefaults.HelpAddress.Of(configuration);

    /// <summary>What a reader quotes when asking for help: the trace of this request.</summary>
    public string Reference => Activity.Current?.TraceId.ToHexString()[..16] ?? Http.TraceIdentifier;

    /// <summary>Ends a successful post with a new page, so that reloading sends nothing twice.</summary>
    public void Redirect(string path) => navigation.NavigateTo(Link(path));

    /// <summary>The page that says that there is no such thing; also for what is not the reader's.</summary>
    public void NotFound() => navigation.NotFound();

    /// <summary>The address of a file under wwwroot/assets, with its version.</summary>
    public string Asset(string name)
    {
        lock (Versions)
        {
            if (!Versions.TryGetValue(name, out var version))
            {
                var file = environment.WebRootFileProvider.GetFileInfo($"assets/{name}");
                using var content = file.CreateReadStream();
                version = Versions[name] = Convert.ToHexStringLower(SHA256.HashData(content))[..12];
            }

            return $"/assets/{name}?v={version}";
        }
    }
}
