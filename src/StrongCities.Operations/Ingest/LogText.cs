using System.Globalization;
using System.Text.RegularExpressions;
using StrongCities.Operations.Otlp;

namespace StrongCities.Operations.Ingest;

/// <summary>
/// The words of a log line: its template, in which only values are filled in that cannot name a person (numbers, truth values, UUIDs).
/// Other holes stay visible by name, such as <c>{Path}</c>.
/// </summary>
internal static partial class LogText
{
    private const string Template = "{OriginalFormat}";
    private const int LengthMax = 1024;

    public static string Of(LogRecord record)
    {
        // Processes send the finished sentence as body and the template beside it; one without a template sent the template as body.
        var template = Value(record, Template)?.StringValue ?? record.Body?.StringValue ?? "";
        var text = template.Contains('{', StringComparison.Ordinal)
            ? Hole().Replace(SafeText.Cut(template, LengthMax * 4), hole => Harmless(Value(record, hole.Groups[1].Value)) ?? hole.Value)
            : template;
        return SafeText.Cut(SafeText.WithoutAddresses(text), LengthMax);
    }

    private static string? Harmless(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.StringValue when Guid.TryParseExact(value.StringValue, "D", out var id) => id.ToString(),
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
}
