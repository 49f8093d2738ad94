using CsCheck;
using Microsoft.EntityFrameworkCore;
using StrongCities.Outbox;

namespace StrongCities.UnitTests.Outbox;

public sealed class BackfillLoopTests
{
    [Fact]
    public void The_nightly_run_is_within_the_next_day_between_two_and_three_in_the_morning() =>
        Gen.Select(Gen.Int[0, 86_399], Gen.Double[0, 0.999]).Sample((second, chance) =>
        {
            var now = new DateTimeOffset(2026, 3, 29, 0, 0, 0, TimeSpan.Zero).AddSeconds(second);
            var run = now + BackfillLoop<DbContext, Backfill>.UntilNight(now, chance);
            return run > now && run <= now.AddDays(1) && run.Hour == 2;
        });
}
