using System.Globalization;
using System.Text.RegularExpressions;

namespace StrongCities.Outbox;

/// <summary>
/// What a service's login may do on the broker, as the three regular expressions of RabbitMQ.
/// Queues and their exchanges are called <c>&lt;service&gt;-&lt;deed&gt;</c>, dead letters <c>&lt;service&gt;-&lt;deed&gt;_dead</c>;
/// facts travel through exchanges called <c>StrongCities.Contracts.&lt;Service&gt;:&lt;Fact&gt;</c>.
/// </summary>
/// <param name="Configure">Declares its own queues and exchanges, and the exchange of every fact it publishes or listens to.</param>
/// <param name="Write">Binds and dead-letters into its own queues; publishes the facts of its own namespace and no other service's.</param>
/// <param name="Read">Consumes its own queues; binds them to the exchange of any fact.</param>
public sealed record BrokerPermissions(string Configure, string Write, string Read)
{
    /// <summary>The permissions of the login that is called like the service, for example <c>membership</c>.</summary>
    public static BrokerPermissions For(string service)
    {
        var queues = $"{Regex.Escape(service)}-.*";
        var ownFacts = @"StrongCities\.Contracts\." + CultureInfo.InvariantCulture.TextInfo.ToTitleCase(service) + ":.*";
        const string anyFact = @"StrongCities\.Contracts\..*";
        return new BrokerPermissions($"^({queues}|{anyFact})$", $"^({queues}|{ownFacts})$", $"^({queues}|{anyFact})$");
    }
}
