namespace StrongCities.Web.Forms;

/// <summary>One thing to choose: what is sent, what is read, and a hint under it.</summary>
public sealed record Option(string Value, string Label, string? Hint = null);
