using CsCheck;
using StrongCities.Admission;

namespace StrongCities.UnitTests.Admission;

public sealed class OfferDeadlineTests
{
    // Both continents of the network, half-hour zones, a half-hour clock change (Lord Howe), a change for Ramadan (Casablanca), no change (Kolkata), the date line (Apia).
    private static readonly string[] Zones =
    [
        "Europe/Paris", "Europe/London", "Europe/Bratislava", "America/New_York", "America/Denver", "America/St_Johns", "America/Santiago",
        "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata", "Pacific/Apia", "UTC",
    ];

    private static readonly Gen<(DateTimeOffset Now, TimeZoneInfo Zone)> Moments =
        Gen.Select(Gen.Int[0, 60 * 24 * 365 * 10], Among.Values(Zones)).Select((minutes, zone) =>
            (new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    // Within four days of a change of the clocks, where the arithmetic is hardest.
    private static readonly Gen<(DateTimeOffset Now, TimeZoneInfo Zone)> MomentsAroundClockChanges =
        Gen.Select(Gen.Int[2025, 2034], Among.Values((3, 9), (3, 30), (10, 26), (11, 2)), Gen.Int[-4 * 1440, 4 * 1440], Among.Values("Europe/Paris", "America/New_York", "America/Denver"))
            .Select((year, day, minutes, zone) => (new DateTimeOffset(year, day.Item1, day.Item2, 2, 0, 0, TimeSpan.Zero).AddMinutes(minutes), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Fact]
    public void Long_before_the_start_the_recipient_has_two_working_days_and_answers_in_working_hours() =>
        Gen.OneOf(Moments, MomentsAroundClockChanges).Sample(m =>
            Fault(m.Now, OfferDeadline.Of(m.Now, m.Now.AddDays(60), m.Zone), m.Zone) is { } fault ? throw new InvalidOperationException(fault) : true, iter: 20_000);

    [Fact]
    public void Two_times_twenty_four_hours_would_be_caught()
    {
        var faults = 0;
        Moments.Sample(m => faults += Fault(m.Now, m.Now.AddHours(48), m.Zone) is null ? 0 : 1, iter: 1_000, threads: 1);
        Assert.True(faults > 400, $"{faults} of 1000");
    }

    [Fact]
    public void An_hour_lost_with_a_change_of_the_clocks_would_be_caught()
    {
        var paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        // Friday 09:30 in Paris, two days before the clocks go forward; two working days later is Tuesday 09:30, so 10:00 summer time, 08:00 UTC.
        var friday = new DateTimeOffset(2026, 3, 27, 8, 30, 0, TimeSpan.Zero);
        Assert.Equal(new DateTimeOffset(2026, 3, 31, 8, 0, 0, TimeSpan.Zero), OfferDeadline.Of(friday, friday.AddDays(30), paris));
        Assert.NotNull(Fault(friday, new DateTimeOffset(2026, 3, 31, 7, 0, 0, TimeSpan.Zero), paris));
    }

    [Theory]
    [InlineData("2026-11-02T11:00", "2026-11-04T11:00")] // Monday
    [InlineData("2026-11-02T07:15", "2026-11-04T10:00")] // Monday, early
    [InlineData("2026-11-02T18:00", "2026-11-04T18:00")] // Monday, the last minute
    [InlineData("2026-11-02T21:00", "2026-11-05T10:00")] // Monday, late
    [InlineData("2026-11-05T15:30", "2026-11-09T15:30")] // Thursday: over the weekend
    [InlineData("2026-11-06T20:00", "2026-11-11T10:00")] // Friday evening
    [InlineData("2026-11-07T12:00", "2026-11-11T10:00")] // Saturday: Monday and Tuesday are the two days
    [InlineData("2026-11-08T23:59", "2026-11-11T10:00")] // Sunday
    public void Working_days_are_counted_on_the_recipients_calendar(string offered, string deadline)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Denver");
        DateTimeOffset At(string local) => TimeZoneInfo.ConvertTimeToUtc(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), zone);
        Assert.Equal(At(deadline), OfferDeadline.Of(At(offered), At(offered).AddDays(40), zone));
    }

    [Fact]
    public void In_the_last_five_days_a_day_must_do_and_on_the_last_day_three_hours() =>
        Gen.Select(Moments, Gen.Int[1, 5 * 1440]).Sample((m, minutesLeft) =>
        {
            var start = m.Now.AddMinutes(minutesLeft);
            var time = OfferDeadline.Of(m.Now, start, m.Zone) - m.Now;
            return minutesLeft > 1440 ? time == TimeSpan.FromHours(24) : time == TimeSpan.FromMinutes(Math.Min(180, minutesLeft));
        });

    [Fact]
    public void No_deadline_outlasts_the_start() =>
        Gen.Select(Gen.OneOf(Moments, MomentsAroundClockChanges), Gen.Int[1, 60 * 24 * 9]).Sample((m, minutesLeft) =>
            OfferDeadline.Of(m.Now, m.Now.AddMinutes(minutesLeft), m.Zone) <= m.Now.AddMinutes(minutesLeft), iter: 20_000);

    /// <summary>What is wrong with a deadline in working days, found without the arithmetic of the rule: the weekday hours between are added up one by one.</summary>
    private static string? Fault(DateTimeOffset now, DateTimeOffset deadline, TimeZoneInfo zone)
    {
        var from = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var to = TimeZoneInfo.ConvertTime(deadline, zone).DateTime;
        if (to.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || to.TimeOfDay < TimeSpan.FromHours(10) || to.TimeOfDay > TimeSpan.FromHours(18))
        {
            return $"{from:s} -> {to:s} {zone.Id} does not end in working hours";
        }

        var working = TimeSpan.Zero;
        for (var day = from.Date; day <= to.Date; day = day.AddDays(1))
        {
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                var begin = day > from ? day : from;
                var end = day.AddDays(1) < to ? day.AddDays(1) : to;
                working += end - begin;
            }
        }

        return working < TimeSpan.FromHours(48) ? $"{from:s} -> {to:s} {zone.Id} gives only {working}"
            : working >= TimeSpan.FromHours(64) ? $"{from:s} -> {to:s} {zone.Id} gives {working}, more than it must"
            : null;
    }
}
