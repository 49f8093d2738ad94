using Scalar.AspNetCore;

namespace StrongCities.Web.Api;

/// <summary>The JSON interface for programs: <c>/api/v1</c>, its OpenAPI document and a reference page, all served from here.</summary>
internal static class PublicApi
{
    public const string Prefix = "/api/v1";

    private const string ReferencePage = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Strong Cities API</title>
            <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
        </head>
        <body>
            <noscript><p>This page needs a script. The same description as JSON: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a></p></noscript>
            <script id="api-reference" type="application/json" data-url="/api/v1/openapi.json" data-configuration='{"withDefaultFonts":false,"telemetry":false,"hideClientButton":true,"agent":{"disabled":true},"mcp":{"disabled":true}}'></script>
            <script src="/api/reference/scalar.js"></script>
        </body>
        </html>
        """;

    public static void AddApi(this WebApplicationBuilder builder) =>
        builder.Services.AddOpenApi("v1", options =>
        {
            options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "Strong Cities API";
                document.Info.Version = "v1";
                document.Info.Description = "Public data of the network. Refusals are RFC 9457 problem details with a stable `reason`, worded by Accept-Language (en, fr).";
                return Task.CompletedTask;
            });
        });

    public static void MapApi(this WebApplication app)
    {
        app.MapOpenApi("/api/{documentName}/openapi.json").AllowAnonymous();
        // Scalar's own page starts itself by an inline script, which no page of ours may have; its script alone is taken.
        app.MapGet("/api/reference", () => Results.Content(ReferencePage, "text/html; charset=utf-8")).ExcludeFromDescription().AllowAnonymous();
        app.MapScalarApiReference("/api/reference", options =>
        {
            options.Title = "Strong Cities API";
            options.OpenApiRoutePattern = "/api/v1/openapi.json";
            options.DefaultFonts = false;
        }).AllowAnonymous();
        var api = app.MapGroup(Prefix).AllowAnonymous();
        api.MapMembers();
        api.MapDialogues();
        api.MapTrainings();
        api.MapVocabulary();
    }
}
