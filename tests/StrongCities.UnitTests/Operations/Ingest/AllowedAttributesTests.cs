using StrongCities.Operations.Ingest;
using StrongCities.Operations.Otlp;

namespace StrongCities.UnitTests.Operations.Ingest;

public sealed class AllowedAttributesTests
{
    [Fact]
    public void Only_names_on_the_list_are_kept_and_the_rest_is_counted()
    {
        var (kept, dropped) = AllowedAttributes.Keep(
        [
            Text("http.route", "/{lang}/dialogues/{id}"),
            Text("user.email", "canary@example.org"),
            Text("exception.message", "no such person: canary@example.org"),
            Text("url.path", "/people/canary@example.org"),
            Text("url.query", "?mail=canary@example.org"),
            Text("network.peer.address", "203.0.113.9"),
            Text("client.address", "203.0.113.9"),
            Text("db.query.parameter.p0", "canary@example.org"),
            Text("rpc.grpc.request.metadata.authorization", "Bearer canary"),
            Text("messaging.message.body", "canary"),
            Whole("http.response.status_code", 200),
        ]);

        Assert.Equal([("http.response.status_code", "200"), ("http.route", "/{lang}/dialogues/{id}")], kept.Select(one => (one.Name, one.Value)));
        Assert.Equal(9, dropped);
    }

    [Fact]
    public void An_address_that_slipped_into_an_allowed_attribute_is_taken_out()
    {
        var (kept, _) = AllowedAttributes.Keep([Text("error.type", "Unknown <canary@example.org> asked"), Text("messaging.destination.name", "strong-cities:places-booked")]);

        Assert.Equal(["Unknown <[address]> asked", "strong-cities:places-booked"], kept.Select(one => one.Value));
    }

    [Fact]
    public void A_statement_keeps_its_parameters_names_and_loses_its_literals_and_its_end()
    {
        var sql = "SELECT * FROM people WHERE tags @> @p0 AND name = 'O''Canary' AND mail = 'canary@example.org' AND id = $1 -- " + new string('x', 5_000);

        var (kept, _) = AllowedAttributes.Keep([Text("db.query.text", sql)]);

        var text = Assert.Single(kept).Value;
        Assert.StartsWith("SELECT * FROM people WHERE tags @> @p0 AND name = '?' AND mail = '?' AND id = $1 -- ", text, StringComparison.Ordinal);
        Assert.Equal(2_048, text.Length);
    }

    [Fact]
    public void Counts_and_lengths_are_bounded()
    {
        var (kept, dropped) = AllowedAttributes.Keep([.. Enumerable.Range(0, 500).Select(number => Text($"strongcities.{number}", new string('y', 10_000)))]);

        Assert.Equal((AllowedAttributes.CountMax, 500 - AllowedAttributes.CountMax), (kept.Length, dropped));
        Assert.All(kept, one => Assert.Equal(256, one.Value.Length));
    }

    [Fact]
    public void Half_a_character_is_never_kept()
    {
        Assert.Equal("ab", SafeText.Cut("ab\U0001F30A", 3));
        Assert.Equal("ab\U0001F30A", SafeText.Cut("ab\U0001F30A", 4));
    }

    private static KeyValue Text(string name, string value) => new() { Key = name, Value = new AnyValue { StringValue = value } };

    private static KeyValue Whole(string name, long value) => new() { Key = name, Value = new AnyValue { IntValue = value } };
}
