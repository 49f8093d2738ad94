namespace StrongCities.Web.Forms;

/// <summary>What a form tells its fields: the errors, and what was sent, so that each shows it again.</summary>
public sealed record FormState(FieldErrors Errors, Submitted? Posted)
{
    public static string Id(string field) => "f-" + field.Replace('.', '-');
}
