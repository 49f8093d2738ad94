using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;

namespace StrongCities.Web.Forms;

/// <summary>
/// A form whose antiforgery token no longer holds (the page lay open, the person signed in meanwhile) is shown again with what was typed, and
/// nothing is done. It is turned into a reading of the page, so that no handler can run; a post from another site is refused outright.
/// </summary>
internal sealed class ShowStaleFormAgain(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false } && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
        {
            if (!CameFromHere(context.Request))
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }

            // From here on this is the reading of a page; what was typed may be read, since nothing acts on it.
            context.Features.Set<IAntiforgeryValidationFeature>(null);
            context.Features.Set(new StaleForm(await context.Request.ReadFormAsync(context.RequestAborted)));
            context.Request.Method = HttpMethods.Get;
        }

        await next(context);
    }

    private static bool CameFromHere(HttpRequest request)
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

/// <summary>Set on a request whose form was not accepted because its token had gone stale.</summary>
internal sealed record StaleForm(IFormCollection Sent);
