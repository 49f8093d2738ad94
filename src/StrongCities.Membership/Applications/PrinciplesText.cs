namespace StrongCities.Membership.Applications;

/// <summary>The principles that an applicant accepts; old versions stay in the table, so that the text each applicant accepted is kept.</summary>
internal sealed class PrinciplesText
{
    public const string CurrentVersion = "2026-11";
    public static readonly string[] Languages = ["en", "fr"];

    public string Version { get; init; } = "";
    public string Language { get; init; } = "";
    public string Text { get; init; } = "";

    /// <summary>The texts that this version of the program carries.</summary>
    public static IEnumerable<PrinciplesText> Carried() => Languages.Select(language =>
    {
        using var reader = new StreamReader(typeof(PrinciplesText).Assembly.GetManifestResourceStream($"principles.{CurrentVersion}.{language}")!);
        return new PrinciplesText { Version = CurrentVersion, Language = language, Text = reader.ReadToEnd().Trim() };
    });
}
