using Microsoft.AspNetCore.Components;

namespace StrongCities.Web.Forms;

/// <summary>What every field has: a name, a label, a hint, its error, and the value to show (what was sent, else what the page gives).</summary>
public abstract class Field : ComponentBase
{
    [CascadingParameter] public FormState? Form { get; set; }

    [Parameter, EditorRequired] public string Name { get; set; } = "";

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    [Parameter] public string? Hint { get; set; }

    /// <summary>Shown when the form has not been sent yet.</summary>
    [Parameter] public string? Value { get; set; }

    protected string Id => FormState.Id(Name);

    protected string? Error => Form?.Errors[Name];

    protected string Shown => Form?.Posted is { } posted ? posted.Raw(Name) : Value ?? "";

    protected string? DescribedBy
    {
        get
        {
            string[] ids = [.. Hint is { Length: > 0 } ? [Id + "-hint"] : Array.Empty<string>(), .. Error is not null ? [Id + "-error"] : Array.Empty<string>()];
            return ids.Length == 0 ? null : string.Join(' ', ids);
        }
    }

    protected string Css => Error is null ? "field" : "field wrong";
}
