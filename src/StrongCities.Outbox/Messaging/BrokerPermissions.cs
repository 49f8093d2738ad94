using System.Globalization;
using System.Text.RegularExpressions;

namespace StrongCities.Outbox;

/// <summary>
/// What a service's login may do on the broker, as the three regular expressions of RabbitMQ.
/// Queues and their exchanges are called <c>&lt;service&gt;-&lt;deed&gt;</c>, dead letters <c>&lt;service&gt;-&lt;deed&gt;_dead</c>;
/// facts travel through exchanges called <c>StrongCities.Contracts.&lt;Service&gt;:&lt;Fact&gt;</c>.
/// </summary>
/// <param name="Configure">Declares its own queues and exchanges, and the exchange of every fact it publishes or listens to.</param>
/// <param name="Write">Binds and dead-letters into its own queues; publishes the facts of its own namespace (of gatherings: both services that keep some) and no other service's.</param>
/// <param name="Read">Consumes its own queues; binds them to the exchange of any fact.</param>
public sealed record BrokerPermissions(string Configure, string Write, string Read)
{
    // Both keep gatherings and say the same things of them.
    private static readonly string[] KeepersOfGatherings = ["events", "training"];

    /// <summary>The permissions of the login that is called like the service, for example <c>membership</c>.</summary>
    public static BrokerPermissions For(string service)
    {
        var queues = $"{Regex.Escape(service)}-.*";
        var name = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(service);
        var ownFacts = $@"StrongCities\.Contracts\.{(KeepersOfGatherings.Contains(service) ? $"({name}|Gatherings)" : name)}:.*";
        const string anyFact = @"StrongCities\.Contracts\..*";
        return new BrokerPermissions($"^({queues}|{anyFact})$", $"^({queues}|{ownFacts})$", $"^({queues}|{anyFact})$");
    }
}
