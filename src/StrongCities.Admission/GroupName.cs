namespace StrongCities.Admission;

/// <summary>Names of groups: 1 to 40 lower-case letters, digits, <c>-</c> and <c>:</c>, by convention family, colon, group.</summary>
internal static class GroupName
{
    internal static bool IsValid(string name) => name.Length is > 0 and <= 40 && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or ':');
}
