using System.Net.Sockets;
using System.Text.Json;
using MassTransit;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using StrongCities.Outbox;

namespace StrongCities.UnitTests.Outbox;

public sealed class PublishFailureTests
{
    public static TheoryData<Exception, bool, string> Failures => new()
    {
        { new SocketException(), true, nameof(PublishFailure.Outage) },
        { new RabbitMqConnectionException("gone"), true, nameof(PublishFailure.Outage) },
        { new InvalidOperationException("wrapped", new BrokerUnreachableException(new IOException())), true, nameof(PublishFailure.Outage) },
        { Closed(320), false, nameof(PublishFailure.Outage) },
        { new OperationCanceledException(), false, nameof(PublishFailure.Outage) },
        { new OperationCanceledException(), true, nameof(PublishFailure.Silence) },
        { Closed(403), true, nameof(PublishFailure.Row) },
        { Closed(406), true, nameof(PublishFailure.Row) },
        { new UnknownFactException("Some.Fact"), false, nameof(PublishFailure.Row) },
        { new JsonException(), true, nameof(PublishFailure.Row) },
        { new JsonException(), false, nameof(PublishFailure.Row) },
        { new InvalidOperationException(), true, nameof(PublishFailure.Row) },
        { new InvalidOperationException(), false, nameof(PublishFailure.Outage) },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Only_a_rows_own_failure_is_blamed_on_it(Exception failure, bool busIsHealthy, string whose) =>
        Assert.Equal(whose, PublishFailures.Judge(failure, busIsHealthy).ToString());

    private static OperationInterruptedException Closed(ushort code) =>
        new(new ShutdownEventArgs(RabbitMQ.Client.ShutdownInitiator.Peer, code, ""));
}
