using CsCheck;

namespace StrongCities.UnitTests.Admission;

internal static class Among
{
    /// <summary>One of the values.</summary>
    public static Gen<T> Values<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
