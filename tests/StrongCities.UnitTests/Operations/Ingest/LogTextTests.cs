using StrongCities.Operations.Ingest;
using StrongCities.Operations.Otlp;

namespace StrongCities.UnitTests.Operations.Ingest;

public sealed class LogTextTests
{
    [Fact]
    public void The_template_is_shown_with_numbers_and_identifiers_and_without_words()
    {
        var record = new LogRecord
        {
            Body = new AnyValue { StringValue = "Booked 2 seats for Canary Person as 0190c0de-0000-7000-8000-000000000001" },
            Attributes =
            {
                new KeyValue { Key = "Seats", Value = new AnyValue { IntValue = 2 } },
                new KeyValue { Key = "Person", Value = new AnyValue { StringValue = "Canary Person" } },
                new KeyValue { Key = "Id", Value = new AnyValue { StringValue = "0190c0de-0000-7000-8000-000000000001" } },
                new KeyValue { Key = "{OriginalFormat}", Value = new AnyValue { StringValue = "Booked {Seats} seats for {Person} as {Id}" } },
            },
        };

        Assert.Equal("Booked 2 seats for {Person} as 0190c0de-0000-7000-8000-000000000001", LogText.Of(record));
    }

    [Theory]
    [InlineData("ErrorType", "Grpc.Core.RpcException", "Grpc.Core.RpcException")]
    [InlineData("Method", "/strongcities.gatherings.v1.Dialogues/Register", "/strongcities.gatherings.v1.Dialogues/Register")]
    [InlineData("Frames", "A.B`1.C < D+<E>d__7.MoveNext <- System.Exception", "A.B`1.C < D+<E>d__7.MoveNext <- System.Exception")]
    [InlineData("Error", "Canary Person said no", "{Error}")]
    [InlineData("Error", "canary@example.org", "{Error}")]
    [InlineData("Name", "Canary", "{Name}")]
    public void Words_of_code_are_shown_under_their_few_names_and_no_others(string name, string value, string shown)
    {
        var record = new LogRecord
        {
            Attributes =
            {
                new KeyValue { Key = name, Value = new AnyValue { StringValue = value } },
                new KeyValue { Key = "{OriginalFormat}", Value = new AnyValue { StringValue = $"Failed: {{{name}}}" } },
            },
        };

        Assert.Equal($"Failed: {shown}", LogText.Of(record));
    }

    [Fact]
    public void A_line_without_a_template_loses_the_addresses_in_it()
    {
        Assert.Equal("Mail to [address] was refused", LogText.Of(new LogRecord { Body = new AnyValue { StringValue = "Mail to canary@example.org was refused" } }));
    }

    [Fact]
    public void A_long_line_is_cut()
    {
        Assert.Equal(1_024, LogText.Of(new LogRecord { Body = new AnyValue { StringValue = new string('{', 100_000) } }).Length);
    }
}
