using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Applications;

/// <summary>A letter, resolution, document or photo that an applicant sent; deleted 12 months after the decision.</summary>
internal sealed class ApplicationDocument
{
    public const int BytesMax = 5 * 1024 * 1024;
    private const int FileNameMax = 100;

    public Guid Id { get; init; }
    public Guid ApplicationId { get; init; }
    public string FileName { get; init; } = "";
    public string ContentType { get; init; } = "";
    public int Bytes { get; init; }
    public byte[] Content { get; init; } = [];
    public DateTimeOffset UploadedAt { get; init; }

    public static Refusal? MayBeKept(ReadOnlySpan<byte> content) =>
        content.Length == 0 ? ApplicationRefusals.DocumentEmpty
        : content.Length > BytesMax ? ApplicationRefusals.DocumentTooLarge
        : ContentTypeOf(content) is null ? ApplicationRefusals.DocumentTypeUnknown : null;

    /// <summary>The type by the content's own first bytes, whatever the name or the browser says; null when it is none of the three.</summary>
    public static string? ContentTypeOf(ReadOnlySpan<byte> content) =>
        content.StartsWith("%PDF-"u8) ? "application/pdf"
        : content.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : content.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? "image/jpeg" : null;

    /// <summary>The name without folders, control and direction characters, at most 100 characters, ending as its content does.</summary>
    public static string CleanName(string fileName, string contentType)
    {
        var extension = contentType switch { "application/pdf" => ".pdf", "image/png" => ".png", _ => ".jpg" };
        var name = Answers.Line(fileName.Split('/', '\\').Last());
        name = new string([.. Path.GetFileNameWithoutExtension(name).Where(character => !"\"<>:|?*%".Contains(character))]).Trim(' ', '.');
        name = name.Length == 0 ? "document" : name.Length > FileNameMax - extension.Length ? name[..(FileNameMax - extension.Length)] : name;
        return name + extension;
    }
}
