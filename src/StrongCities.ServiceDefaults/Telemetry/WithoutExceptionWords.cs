using OpenTelemetry;
using OpenTelemetry.Logs;

namespace StrongCities.ServiceDefaults.Telemetry;

/// <summary>Takes the exception off a log record and leaves its type: its message quotes values.</summary>
internal sealed class WithoutExceptionWords : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord record)
    {
        if (record.Exception is not { } exception)
        {
            return;
        }

        record.Attributes = [.. record.Attributes ?? [], new("exception.type", exception.GetType().FullName)];
        record.Exception = null;
    }
}
