using Microsoft.EntityFrameworkCore;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Applications;

/// <summary>
/// Keeps a letter, resolution, document or photo. The same content sent twice is kept once.
/// Refuses with: application-unknown, application-sent, document-too-large, document-type-unknown, document-empty, documents-too-many.
/// </summary>
internal static class UploadDocument
{
    public static Task<Application> RunAsync(MembershipDb db, string accessToken, string fileName, ReadOnlyMemory<byte> content, CancellationToken stop) =>
        db.DecideAsync(async now =>
        {
            var application = await FindApplication.ByAccessTokenAsync(db, accessToken, stop);
            if ((application.MayChangeAnswers() ?? ApplicationDocument.MayBeKept(content.Span)) is { } refusal)
            {
                throw new RefusedException(refusal);
            }

            var bytes = content.ToArray();
            if (await db.Documents.AnyAsync(document => document.ApplicationId == application.Id && document.Content == bytes, stop))
            {
                return application;
            }

            if (await db.Documents.CountAsync(document => document.ApplicationId == application.Id, stop) >= Application.DocumentsMax)
            {
                throw new RefusedException(ApplicationRefusals.DocumentsTooMany);
            }

            var contentType = ApplicationDocument.ContentTypeOf(bytes)!;
            db.Add(new ApplicationDocument
            {
                Id = Guid.NewGuid(),
                ApplicationId = application.Id,
                FileName = ApplicationDocument.CleanName(fileName, contentType),
                ContentType = contentType,
                Bytes = bytes.Length,
                Content = bytes,
                UploadedAt = now,
            });
            application.Version++;
            return application;
        }, stop);
}
