using Scalar.AspNetCore;

namespace StrongCities.Web.Api;

/// <summary>The JSON interface for programs: <c>/api/v1</c>, its OpenAPI document and a reference page, all served from here.</summary>
internal static class PublicApi
{
    public const string Prefix = "/api/v1";

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
        app.MapScalarApiReference("/api/reference", options =>
        {
            options.Title = "Strong Cities API";
            options.OpenApiRoutePattern = "/api/v1/openapi.json";
            options.DefaultFonts = false;
        }).AllowAnonymous();
        var api = app.MapGroup(Prefix).AllowAnonymous();
        api.MapMembers();
        api.MapDialogues();
    }
}
