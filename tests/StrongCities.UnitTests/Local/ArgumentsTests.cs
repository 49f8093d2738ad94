using StrongCities.Local;

namespace StrongCities.UnitTests.Local;

public sealed class ArgumentsTests
{
    [Fact]
    public void A_setting_for_one_resource_may_hold_colons_and_equals_signs()
    {
        var arguments = Arguments.Parse(["--env", "notifications:Smtp__Password=a:b=c"]);

        Assert.Null(arguments.Mistake);
        Assert.Equal([("notifications", "Smtp__Password", "a:b=c")], arguments.Environment);
    }

    [Theory]
    [InlineData("--env", "Smtp__Host=localhost")]
    [InlineData("--env", "notifications:=localhost")]
    [InlineData("--directory")]
    [InlineData("--frobnicate")]
    [InlineData("start")]
    public void What_is_not_understood_is_said(params string[] args) => Assert.NotNull(Arguments.Parse(args).Mistake);

    [Fact]
    public void Everything_after_test_goes_to_dotnet_test()
    {
        var arguments = Arguments.Parse(["test", "--filter", "Category=Faults", "--directory"]);

        Assert.Equal("test", arguments.Command);
        Assert.Equal(["--filter", "Category=Faults", "--directory"], arguments.TestArguments);
    }

    [Fact]
    public void Resources_are_named_one_by_one_or_with_commas()
    {
        var arguments = Arguments.Parse(["--only", "postgres,messaging", "--only", "cache", "--except", "events"]);

        Assert.Equal(["postgres", "messaging", "cache"], arguments.Only);
        Assert.Equal(["events"], arguments.Except);
    }
}
