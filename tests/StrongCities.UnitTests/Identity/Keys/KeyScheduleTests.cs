using StrongCities.Identity.Keys;

namespace StrongCities.UnitTests.Identity.Keys;

public sealed class KeyScheduleTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Through_two_years_of_hourly_looks_every_key_is_published_a_day_before_its_use_and_kept_a_day_after()
    {
        var keys = new Dictionary<DateTimeOffset, DateTimeOffset>();
        var used = new List<DateTimeOffset>();
        for (var now = Start; now < Start.AddYears(2); now = now.AddHours(1))
        {
            foreach (var activeFrom in KeySchedule.Missing(keys.Keys, now).ToList())
            {
                keys.Add(activeFrom, now);
            }

            foreach (var expired in KeySchedule.Expired(keys.Keys, now).ToList())
            {
                // Nothing signed before the successor took over lives longer than a session of twelve hours.
                Assert.True(used.Last(key => key != expired) > expired && now - KeySchedule.Active(keys.Keys, now) >= TimeSpan.FromDays(KeySchedule.KeptAfterUseDays));
                keys.Remove(expired);
            }

            var active = KeySchedule.Active(keys.Keys, now);
            Assert.InRange(keys.Count, 2, 3);
            Assert.True(used.Count == 0 || now - keys[active] >= TimeSpan.FromDays(KeySchedule.PublishedBeforeUseDaysMin) || active == used[0]);
            if (used.LastOrDefault() != active)
            {
                used.Add(active);
            }
        }

        Assert.InRange(used.Count, 24, 25);
    }

    [Fact]
    public void After_a_long_stop_the_overdue_key_stays_in_use_until_its_successor_has_been_published_for_a_day()
    {
        var now = Start.AddDays(200);
        DateTimeOffset[] left = [Start, Start.AddDays(30)];

        var missing = Assert.Single(KeySchedule.Missing(left, now));

        Assert.Equal(now.AddDays(KeySchedule.PublishedBeforeUseDaysMin), missing);
        Assert.Equal(Start.AddDays(30), KeySchedule.Active([.. left, missing], now));
    }
}
