using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using StrongCities.Operations.Otlp;

namespace StrongCities.Operations.Ingest;

/// <summary>
/// The words of a log line: its template, in which only values are filled in that cannot name a person: numbers, truth values, UUIDs,
/// and under a few names the words of code (a method, an exception's type). Other holes stay visible by name, such as <c>{Path}</c>.
/// </summary>
internal static partial class LogText
{
    private const string Template = "{OriginalFormat}";
    private const int LengthMax = 1024;

    // What our own log messages call things that code names and no person does.
    private static readonly FrozenSet<string> CodeNames = FrozenSet.Create(
        StringComparer.Ordinal, "Method", "ErrorType", "Error", "Failure", "Frames", "SqlState", "Status", "Type", "Reason", "Backfill", "Consumer", "Queue");

    public static string Of(LogRecord record)
    {
        // Processes send the finished sentence as body and the template beside it; one without a template sent the template as body.
        var template = Value(record, Template)?.StringValue ?? record.Body?.StringValue ?? "";
        var text = template.Contains('{', StringComparison.Ordinal)
            ? Hole().Replace(SafeText.Cut(template, LengthMax * 4), hole => Harmless(hole.Groups[1].Value, Value(record, hole.Groups[1].Value)) ?? hole.Value)
            : template;
        return SafeText.Cut(SafeText.WithoutAddresses(text), LengthMax);
    }

    private static string? Harmless(string name, AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.StringValue when Guid.TryParseExact(value.StringValue, "D", out var id) => id.ToString(),
        AnyValue.ValueOneofCase.StringValue when value.StringValue.Length <= LengthMax * 2 && CodeNames.Contains(name) && Code().IsMatch(value.StringValue) => value.StringValue,
        _ => null,
    };

    private static AnyValue? Value(LogRecord record, string key)
    {
        foreach (var attribute in record.Attributes)
        {
            if (attribute.Key == key)
            {
                return attribute.Value;
            }
        }

        return null;
    }

    [GeneratedRegex(@"\{@?\$?([A-Za-z0-9_.]{1,64})(?:,-?[0-9]{1,3})?(?::[^{}]{0,32})?\}")]
    private static partial Regex Hole();

    // Names of types, methods, codes and reasons, and several of them joined by " < " or " <- ", as stacks are; no other spaces, no quotes.
    [GeneratedRegex(@"^[A-Za-z0-9_./`+<>\[\],:|-]+(?: <-? [A-Za-z0-9_./`+<>\[\],:|-]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex Code();
}
