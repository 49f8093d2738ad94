using StrongCities.Faults.Harness;

namespace StrongCities.Faults.Rows;

/// <summary>A fault that is made to happen on real processes, what must hold after it, and a control that is seen to fail.</summary>
internal sealed record Row(string Name, string Fault, Func<Scene, Task> RunAsync)
{
    public static IReadOnlyList<Row> All { get; } =
    [
        new("web-killed", "Web killed in the middle of a form that is sent", WebKilled.RunAsync),
        new("membership-away", "Membership stopped, then frozen: authorisation fails closed, registering goes on", MembershipAway.RunAsync),
        new("events-killed", "Events, then Training, killed between commit and publish", EventsKilled.RunAsync),
        new("events-twice", "two processes of Events, one killed", EventsTwice.RunAsync),
        new("rolling-upgrade", "two processes of Events and two of Web ended and started again in turn", RollingUpgrade.RunAsync),
        new("notifications-away", "Notifications away while people register", NotificationsAway.RunAsync),
        new("mail-twice", "Notifications killed after the mail server took a mail and before it was recorded", MailTwice.RunAsync),
        new("mail-server", "the mail server answers for now no, for good no, and nothing", MailServer.RunAsync),
        new("postgres-killed", "PostgreSQL killed under load", PostgresKilled.RunAsync),
        new("postgres-frozen", "PostgreSQL frozen for ten seconds", PostgresFrozen.RunAsync),
        new("broker-killed", "RabbitMQ killed under load", BrokerKilled.RunAsync),
    ];
}
