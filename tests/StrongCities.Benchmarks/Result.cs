using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StrongCities.Benchmarks;

/// <summary>
/// One goal of the yardsticks, with every run of both sides in the order in which they were made: whoever checks it reckons the value anew.
/// The value of a ratio is the median of ours over the median of theirs; of anything else it is the median of ours.
/// </summary>
internal sealed record Result(string Goal, string Unit, string Bar, double[] Ours, double[] Theirs, string Note)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [JsonPropertyOrder(-1)]
    public double Value { get; } = Math.Round(Theirs.Length > 0 ? Median(Ours) / Median(Theirs) : Median(Ours), 3);

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    public static void Print(IReadOnlyList<Result> results)
    {
        Console.WriteLine("\n| goal | value | bar | ours (median) | theirs (median) | what is compared |\n|---|---|---|---|---|---|");
        foreach (var result in results)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {result.Goal} | {result.Value:0.00} {result.Unit} | {result.Bar} | {Median(result.Ours):0.#} | {(result.Theirs.Length > 0 ? Median(result.Theirs) : double.NaN):0.#} | {result.Note} |"));
        }
    }

    public static Task WriteAsync(IReadOnlyList<Result> results, string file) => File.WriteAllTextAsync(file, JsonSerializer.Serialize(results, Json) + "\n");
}
