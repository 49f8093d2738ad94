namespace StrongCities.Operations.Traces;

/// <summary>A booking reference as people type it: case, spaces and dashes do not count.</summary>
internal static class BookingReference
{
    /// <summary>The span attribute that carries it.</summary>
    public const string Attribute = "booking.reference";

    public const int LengthMax = 64;

    public static string Normalize(string written) =>
        string.Concat(written.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
