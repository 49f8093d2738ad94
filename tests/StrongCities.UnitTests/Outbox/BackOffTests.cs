using CsCheck;
using StrongCities.Outbox;

namespace StrongCities.UnitTests.Outbox;

public sealed class BackOffTests
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(10, 512)]
    [InlineData(11, 600)]
    [InlineData(int.MaxValue, 600)]
    public void The_wait_doubles_from_one_second_up_to_the_cap(int failures, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), BackOff.After(failures, TenMinutes, chance: 0.5));

    [Fact]
    public void No_wait_is_beyond_the_cap_or_under_four_fifths_of_a_second() =>
        Gen.Select(Gen.Int[1, 1_000_000], Gen.Double[0, 0.999999], Gen.Int[1, 3600]).Sample((failures, chance, capSeconds) =>
        {
            var cap = TimeSpan.FromSeconds(capSeconds);
            var wait = BackOff.After(failures, cap, chance);
            return wait <= cap && wait >= TimeSpan.FromSeconds(0.8);
        });

    [Fact]
    public void Rows_that_failed_together_return_up_to_two_fifths_apart()
    {
        Assert.Equal(TimeSpan.FromSeconds(6.4), BackOff.After(4, TenMinutes, chance: 0));
        Assert.Equal(TimeSpan.FromSeconds(9.6), BackOff.After(4, TenMinutes, chance: 1));
    }
}
