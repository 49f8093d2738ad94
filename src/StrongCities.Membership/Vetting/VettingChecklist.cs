namespace StrongCities.Membership.Vetting;

/// <summary>What a reviewer has looked at before recommending, whichever way.</summary>
internal static class VettingChecklist
{
    public static readonly string[] Items = ["identity", "evidence", "principles", "contact", "duplicates"];

    public static bool IsComplete(IReadOnlyCollection<string> checkedItems) => Items.All(checkedItems.Contains);
}
