using System.Diagnostics;
using Grpc.Core;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using StrongCities.ServiceDefaults.Callers;
using StrongCities.ServiceDefaults.Load;
using StrongCities.ServiceDefaults.Refusals;
using StrongCities.Web.Forms;
using StrongCities.Web.Languages;

namespace StrongCities.Web.Refusals;

/// <summary>What a reader or a program gets when a request fails: a worded page, or problem details under /api.</summary>
internal static class ProblemPages
{
    public static void UseProblemPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            AllowStatusCode404Response = true,
            ExceptionHandler = context => AnswerAsync(context, app.Logger),
        });
        app.UseWhen(context => !IsProgram(context), pages => pages.UseStatusCodePages(status => PageOfAsync(status)));
        app.UseWhen(IsProgram, programs => programs.UseStatusCodePages(status => WriteProblemAsync(
            status.HttpContext, status.HttpContext.Response.StatusCode, null, null)));
    }

    private static bool IsProgram(HttpContext context) => context.Request.Path.StartsWithSegments("/api") && !context.Request.Path.StartsWithSegments("/api/reference");

    private static async Task AnswerAsync(HttpContext context, ILogger logger)
    {
        var error = context.Features.Get<IExceptionHandlerFeature>()!.Error;
        var databaseAway = DatabaseAway.Caused(error);
        if (databaseAway)
        {
            OwnDatabaseAway(logger, error.GetType().FullName!, null);
        }
        else if (error is not (RpcException or BadHttpRequestException))
        {
            Faulted(logger, error.GetType().FullName!, PlaceOf(error), null);
        }
        else if (error is RpcException call && call.ReadRefusal() is null)
        {
            CallFailed(logger, call.StatusCode, null);
        }

        if (IsProgram(context))
        {
            var words = context.RequestServices.GetRequiredService<Words>();
            var status = error switch
            {
                RpcException failed => StatusOf(failed.StatusCode),
                BadHttpRequestException bad => bad.StatusCode,
                _ when databaseAway => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status500InternalServerError,
            };
            await WriteProblemAsync(context, status, (error as RpcException)?.ReadRefusal()?.Reason, (error as RpcException)?.Worded(words));
            return;
        }

        if (databaseAway || (error as RpcException)?.IsAway() == true)
        {
            if (context.Request.Path.Value!.EndsWith(".ics", StringComparison.Ordinal))
            {
                // A calendar programme reads no page.
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = "300";
                await context.Response.WriteAsync(context.RequestServices.GetRequiredService<Words>()["A part of the site does not answer just now."], context.RequestAborted);
                return;
            }

            await SentForm.KeepAsync(context);
        }

        // A refused or ended session: the sign-in page comes first, then this one again.
        if (error is RpcException { StatusCode: StatusCode.Unauthenticated } && HttpMethods.IsGet(context.Request.Method))
        {
            var language = context.Features.Get<Language>() ?? Language.English;
            var path = $"{context.Request.PathBase}{context.Features.Get<IExceptionHandlerPathFeature>()?.Path}{context.Request.QueryString}";
            if (context.User.Identity?.IsAuthenticated != true)
            {
                context.Response.Redirect($"/{language.Code}/sign-in?returnUrl={Uri.EscapeDataString(path)}");
                return;
            }
        }

        if (error is RpcException refused && refused.ReadRefusal()?.Reason == SecondFactorRefusals.Needed.Reason)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await RenderAsync(context, typeof(Pages.SecondFactorPage));
            return;
        }

        var missing = error is RpcException { StatusCode: StatusCode.NotFound };
        if (missing)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }

        await RenderAsync(context, missing ? typeof(Pages.NotFoundPage) : typeof(Pages.ProblemPage));
    }

    private static Task PageOfAsync(StatusCodeContext status) => status.HttpContext.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => RenderAsync(status.HttpContext, typeof(Pages.NotFoundPage)),
        StatusCodes.Status403Forbidden when status.HttpContext.Features.Get<SecondFactorNeeded>() is not null => RenderAsync(status.HttpContext, typeof(Pages.SecondFactorPage)),
        StatusCodes.Status403Forbidden => RenderAsync(status.HttpContext, typeof(Pages.ForbiddenPage)),
        _ => RenderAsync(status.HttpContext, typeof(Pages.ProblemPage)),
    };

    private static async Task RenderAsync(HttpContext context, Type page)
    {
        // Fresh services: those of the failed rendering are used up.
        await using var scope = context.RequestServices.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        // A page that set its status and wrote nothing has left this header; rendering adds it and fails where it is.
        context.Response.Headers.Remove("blazor-enhanced-nav");
        await new RazorComponentResult<Layout.OnePage>(new { Page = page }) { StatusCode = context.Response.StatusCode }.ExecuteAsync(context);
    }

    private static async Task WriteProblemAsync(HttpContext context, int status, string? reason, string? detail)
    {
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = context.Features.Get<TurnedAway>()?.RetryAfter ?? "10";
        }

        var problem = new Dictionary<string, object?>
        {
            ["type"] = reason is null ? "about:blank" : $"urn:strongcities:refusal:{reason}",
            ["title"] = ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["detail"] = detail,
            ["reason"] = reason,
            ["traceId"] = Activity.Current?.TraceId.ToHexString(),
        };
        context.Response.Headers.ContentLanguage = (context.Features.Get<Language>() ?? Language.English).Code;
        context.Response.Headers.Vary = "Accept-Language";
        await context.Response.WriteAsJsonAsync(problem.Where(pair => pair.Value is not null).ToDictionary(), options: null, contentType: "application/problem+json");
    }

    /// <summary>The HTTP status for a gRPC one.</summary>
    public static int StatusOf(StatusCode status) => status switch
    {
        StatusCode.InvalidArgument or StatusCode.OutOfRange => StatusCodes.Status400BadRequest,
        StatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        StatusCode.PermissionDenied => StatusCodes.Status403Forbidden,
        StatusCode.NotFound => StatusCodes.Status404NotFound,
        StatusCode.AlreadyExists or StatusCode.FailedPrecondition or StatusCode.Aborted => StatusCodes.Status409Conflict,
        StatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    // Types and places only: an exception's words may quote what a person typed.
    private static string PlaceOf(Exception error) => string.Join(" < ", new StackTrace(error, fNeedFileInfo: false).GetFrames()
        .Select(frame => frame.GetMethod()).OfType<System.Reflection.MethodBase>().Select(method => $"{method.DeclaringType?.FullName}.{method.Name}").Take(12));

    private static readonly Action<ILogger, string, string, Exception?> Faulted = LoggerMessage.Define<string, string>(
        LogLevel.Error, new EventId(1, "PageFaulted"), "A page failed with {ErrorType} at {Frames}");

    private static readonly Action<ILogger, string, Exception?> OwnDatabaseAway = LoggerMessage.Define<string>(
        LogLevel.Warning, new EventId(3, "DatabaseAway"), "A page could not reach the database: {ErrorType}");

    private static readonly Action<ILogger, StatusCode, Exception?> CallFailed = LoggerMessage.Define<StatusCode>(
        LogLevel.Warning, new EventId(2, "CallFailed"), "A page was not answered by a service: {Status}");
}
