using Microsoft.AspNetCore.Authorization;
using StrongCities.Contracts.Membership;
using StrongCities.ServiceDefaults.Callers;

namespace StrongCities.Web.Pages.Staff;

/// <summary>A document of a case, always as a download: what an applicant sent is never shown inside our pages.</summary>
internal static class CaseDocument
{
    public static void MapCaseDocument(this WebApplication app) =>
        app.MapGet(
            "/staff/cases/{id}/documents/{documentId}",
            [Authorize(Policy = Policies.Vetting)] async (string id, string documentId, Vetting.VettingClient vetting, HttpContext http) =>
            {
                var document = await vetting.GetDocumentAsync(new GetDocumentRequest { ApplicationId = id, DocumentId = documentId }, cancellationToken: http.RequestAborted);
                http.Response.Headers.CacheControl = "no-store";
                return Results.File(document.Content.ToByteArray(), document.ContentType, document.FileName);
            });
}
