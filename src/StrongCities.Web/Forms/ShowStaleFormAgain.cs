using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using StrongCities.Web.Languages;
using StrongCities.Web.Maintenance;

namespace StrongCities.Web.Forms;

/// <summary>
/// A form that is sent during a maintenance, and one whose antiforgery token no longer holds (the page lay open, the person signed in meanwhile), is shown again with what was typed, and
/// nothing is done. It is turned into a reading of the page, so that no handler can run; a post from another site is refused outright.
/// </summary>
internal sealed class ShowStaleFormAgain(RequestDelegate next, CurrentMaintenance maintenance)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var isStale = context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false };
        var underWay = HttpMethods.IsPost(context.Request.Method) ? maintenance.UnderWay : null;
        if ((isStale || underWay is not null) && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
        {
            if (isStale && !CameFromHere(context.Request))
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }

            // From here on this is the reading of a page; what was typed may be read, since nothing acts on it.
            context.Features.Set<IAntiforgeryValidationFeature>(null);
            context.Features.Set(new StaleForm(await context.Request.ReadFormAsync(context.RequestAborted), DuringMaintenance: underWay is not null));
            if (underWay is not null)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = maintenance.SecondsLeft(underWay).ToString(CultureInfo.InvariantCulture);
            }

            context.Request.Method = HttpMethods.Get;
        }

        await next(context);
    }

    /// <summary>Whether a page of this site sent it; another site may not put words into a form here.</summary>
    public static bool CameFromHere(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site == "same-origin";
        }

        // Older browsers send the origin alone.
        return Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && origin.Authority == request.Host.Value;
    }
}

/// <summary>Set on a request whose form was not accepted because its token had gone stale, or because nothing is taken during a maintenance.</summary>
internal sealed record StaleForm(IFormCollection Sent, bool DuringMaintenance)
{
    /// <summary>Why nothing was done, for the reader.</summary>
    public string In(Words words) => DuringMaintenance
        ? words["A maintenance is going on, so nothing was sent. What you entered is still here: please send it again when it is over."]
        : Sent.ContainsKey(SentForm.WithoutFiles)
        ? words["Nothing has been sent yet. What you entered is still here: choose the file again and send it."]
        : words["The page was open for too long, so nothing was sent. What you entered is still here: please send it again."];
}
