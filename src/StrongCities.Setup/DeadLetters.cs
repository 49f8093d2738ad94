using System.Globalization;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace StrongCities.Setup;

/// <summary>One dead letter without its words: values that are ids, numbers, times or yes and no; of others only that they are there.</summary>
/// <param name="MessageId">The identity by which consumers know what they have handled.</param>
/// <param name="Type">The fact's type, such as <c>Events:SeatOffered</c>.</param>
/// <param name="SentAt">When it was published.</param>
/// <param name="Why">The type of the failure, or the broker's reason.</param>
/// <param name="Values">What the fact carries, redacted.</param>
internal sealed record DeadLetter(string MessageId, string Type, string SentAt, string Why, string Values);

/// <summary>
/// The broker's dead-letter queues. A letter is taken away only after the broker has confirmed that its queue has it again, so whatever dies
/// in between leaves it twice and never not at all; consumers handle each identity once.
/// </summary>
internal sealed class DeadLetters : IAsyncDisposable
{
    private const string Suffix = "_dead";
    private const int LettersMax = 100;

    // What the failure left on the letter; with the broker's counts a replayed one would be dead at its next failure.
    private static readonly string[] LeftByFailure = ["MT-Fault-", "MT-Reason", "MT-Host-", "x-death", "x-first-death-", "x-last-death-", "x-delivery-count", "x-opt-"];

    private readonly IConnection _connection;
    private readonly BrokerAdministration _administration;

    private DeadLetters(IConnection connection, BrokerAdministration administration) => (_connection, _administration) = (connection, administration);

    public static async Task<DeadLetters> OpenAsync(SetupSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await new ConnectionFactory { Uri = settings.Messaging, ClientProvidedName = "setup", AutomaticRecoveryEnabled = false }.CreateConnectionAsync(cancellationToken);
            return new DeadLetters(connection, new BrokerAdministration(settings.Messaging, settings.MessagingManagement));
        }
        catch (BrokerUnreachableException)
        {
            throw new SetupException("RabbitMQ cannot be reached.");
        }
    }

    /// <summary>The queues that have dead letters, by the name of the queue that they came from, with their number.</summary>
    public async Task<IReadOnlyList<(string Queue, uint Letters)>> CountAsync(CancellationToken cancellationToken)
    {
        var counted = new List<(string, uint)>();
        await using var channel = await _connection.CreateChannelAsync(cancellationToken: cancellationToken);
        foreach (var dead in (await _administration.QueuesAsync(cancellationToken)).Where(name => name.EndsWith(Suffix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            // The broker's statistics lag by seconds; asking the queue itself does not.
            if ((await channel.QueueDeclarePassiveAsync(dead, cancellationToken)).MessageCount is > 0 and var letters)
            {
                counted.Add((dead[..^Suffix.Length], letters));
            }
        }

        return counted;
    }

    /// <summary>The first hundred letters of a queue; they stay where they are.</summary>
    public async Task<IReadOnlyList<DeadLetter>> ReadAsync(string queue, CancellationToken cancellationToken)
    {
        await using var channel = await OpenAsync(queue, cancellationToken);
        var letters = new List<DeadLetter>();
        while (letters.Count < LettersMax && await channel.BasicGetAsync(queue + Suffix, autoAck: false, cancellationToken) is { } letter)
        {
            letters.Add(Redact(letter.BasicProperties, letter.Body.Span));
        }

        // Closing the channel gives all of them back.
        return letters;
    }

    /// <summary>Puts letters back into their queue, oldest first; returns how many.</summary>
    public async Task<int> ReplayAsync(string queue, CancellationToken cancellationToken)
    {
        await using var channel = await OpenAsync(queue, cancellationToken);
        var there = (await channel.QueueDeclarePassiveAsync(queue + Suffix, cancellationToken)).MessageCount;
        // Those that were there at the beginning: one that dies again at once would be replayed without end.
        for (var replayed = 0; ; replayed++)
        {
            if (replayed == there || await channel.BasicGetAsync(queue + Suffix, autoAck: false, cancellationToken) is not { } letter)
            {
                return replayed;
            }

            try
            {
                await channel.BasicPublishAsync("", queue, mandatory: true, Fresh(letter.BasicProperties), letter.Body, cancellationToken);
            }
            catch (PublishException)
            {
                throw new SetupException($"{queue} takes no message: is there such a queue? {replayed} letters are replayed, the others stay.");
            }

            await channel.BasicAckAsync(letter.DeliveryTag, multiple: false, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _administration.Dispose();
        await _connection.DisposeAsync();
    }

    internal static DeadLetter Redact(IReadOnlyBasicProperties properties, ReadOnlySpan<byte> body)
    {
        var headers = properties.Headers ?? new Dictionary<string, object?>();
        var why = Text(headers, "MT-Fault-ExceptionType") ?? Text(headers, "MT-Reason") ?? Text(headers, "x-first-death-reason") ?? "unknown";
        try
        {
            var reader = new Utf8JsonReader(body);
            using var envelope = JsonDocument.ParseValue(ref reader);
            var type = envelope.RootElement.TryGetProperty("messageType", out var types) && types.ValueKind == JsonValueKind.Array && types.GetArrayLength() > 0
                ? types[0].GetString()!.Replace("urn:message:StrongCities.Contracts.", "", StringComparison.Ordinal) : "unknown";
            var sent = envelope.RootElement.TryGetProperty("sentTime", out var time) ? Redact(time) : "?";
            var values = envelope.RootElement.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object
                ? string.Join(" ", message.EnumerateObject().Select(value => $"{value.Name}={Redact(value.Value)}")) : "";
            return new DeadLetter(properties.MessageId ?? "?", type, sent, why, values);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return new DeadLetter(properties.MessageId ?? "?", "no fact", "?", why, $"{body.Length.ToString(CultureInfo.InvariantCulture)} bytes");
        }
    }

    private static string Redact(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => value.ToString(),
        JsonValueKind.String when value.TryGetGuid(out _) || value.TryGetDateTimeOffset(out _) => value.ToString(),
        JsonValueKind.Array => $"[{value.GetArrayLength().ToString(CultureInfo.InvariantCulture)}]",
        _ => "…",
    };

    private static BasicProperties Fresh(IReadOnlyBasicProperties properties)
    {
        var fresh = new BasicProperties(properties);
        fresh.Headers = properties.Headers?
            .Where(header => !LeftByFailure.Any(prefix => header.Key.StartsWith(prefix, StringComparison.Ordinal)))
            .ToDictionary(header => header.Key, header => header.Value);
        return fresh;
    }

    private async Task<IChannel> OpenAsync(string queue, CancellationToken cancellationToken)
    {
        var channel = await _connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        try
        {
            await channel.QueueDeclarePassiveAsync(queue + Suffix, cancellationToken);
            return channel;
        }
        catch (OperationInterruptedException)
        {
            await channel.DisposeAsync();
            throw new SetupException($"There is no queue {queue + Suffix}; give the name of the queue without {Suffix}.");
        }
    }

    private static string? Text(IEnumerable<KeyValuePair<string, object?>> headers, string name) =>
        headers.FirstOrDefault(header => header.Key == name).Value switch { byte[] bytes => Encoding.UTF8.GetString(bytes), string text => text, _ => null };
}
