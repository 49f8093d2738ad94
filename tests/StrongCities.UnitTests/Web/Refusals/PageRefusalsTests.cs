using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using StrongCities.ServiceDefaults.Languages;
using StrongCities.Web.Forms;
using StrongCities.Web.Refusals;

namespace StrongCities.UnitTests.Web.Refusals;

public sealed class PageRefusalsTests
{
    private static readonly Words English = new WordsOf(typeof(PageRefusals).Assembly).In(Language.English);
    private static readonly Words French = new WordsOf(typeof(PageRefusals).Assembly).In(Language.French);
    private readonly FieldErrors _errors = [];

    [Fact]
    public void A_refusal_is_said_beside_the_field_that_it_is_about_with_its_facts()
    {
        Assert.True(_errors.Take(Refused(Grpc.Core.StatusCode.FailedPrecondition, "delegation-exceeds-limit", ("limit", "3")), English, ("delegation-exceeds-limit", "seats")));
        Assert.Equal("An organisation may have at most 3 seats in this event.", _errors["seats"]);
        Assert.False(_errors.Unconfirmed);
    }

    [Fact]
    public void A_refusal_about_no_field_stands_in_the_summary()
    {
        Assert.True(_errors.Take(Refused(Grpc.Core.StatusCode.FailedPrecondition, "gathering-not-open"), French));
        Assert.Equal("Les inscriptions à cet événement ne sont pas ouvertes.", _errors[""]);
    }

    [Fact]
    public void A_refusal_of_several_fields_is_said_beside_each()
    {
        Assert.True(_errors.Take(Refused(Grpc.Core.StatusCode.InvalidArgument, "answers-invalid", ("website", "website-invalid"), ("country", "country-unknown")), English));
        Assert.Equal(["country", "website"], _errors.Select(error => error.Key).Order());
        Assert.Equal("Choose a country of Europe or North America.", _errors["country"]);
    }

    [Theory]
    [InlineData(Grpc.Core.StatusCode.Unavailable)]
    [InlineData(Grpc.Core.StatusCode.DeadlineExceeded)]
    public void A_service_that_does_not_answer_is_not_confirmed(Grpc.Core.StatusCode status)
    {
        Assert.True(_errors.Take(new RpcException(new(status, "")), English));
        Assert.Contains("could not confirm", _errors[""], StringComparison.Ordinal);
        Assert.True(_errors.Unconfirmed);
    }

    [Fact]
    public void A_fault_is_not_taken()
    {
        Assert.False(_errors.Take(new RpcException(new(Grpc.Core.StatusCode.Internal, "secret words")), English));
        Assert.False(_errors.Any);
    }

    [Theory]
    [InlineData(Grpc.Core.StatusCode.NotFound, 404)]
    [InlineData(Grpc.Core.StatusCode.FailedPrecondition, 409)]
    [InlineData(Grpc.Core.StatusCode.ResourceExhausted, 429)]
    [InlineData(Grpc.Core.StatusCode.Unavailable, 503)]
    [InlineData(Grpc.Core.StatusCode.Internal, 500)]
    [InlineData(Grpc.Core.StatusCode.Unknown, 500)]
    public void A_programs_answer_has_the_status_of_the_refusal(Grpc.Core.StatusCode status, int expected) => Assert.Equal(expected, ProblemPages.StatusOf(status));

    private static RpcException Refused(Grpc.Core.StatusCode status, string reason, params (string Key, string Value)[] facts)
    {
        var info = new ErrorInfo { Reason = reason, Domain = "test" };
        foreach (var (key, value) in facts)
        {
            info.Metadata[key] = value;
        }

        return new Google.Rpc.Status { Code = (int)status, Message = "For developers.", Details = { Any.Pack(info) } }.ToRpcException();
    }
}
