namespace StrongCities.Outbox;

/// <summary>How long to wait after a failure: doubles from one second up to a cap, plus or minus a fifth so that many rows do not return at once.</summary>
public static class BackOff
{
    /// <summary>The wait after the given number of failures (1 = first); <paramref name="chance"/> in [0, 1) spreads it from 80 % to 120 %, and the cap still holds.</summary>
    public static TimeSpan After(int failures, TimeSpan cap, double chance)
    {
        // 2^30 seconds is beyond every cap; without the bound the shift would overflow.
        var doubled = TimeSpan.FromSeconds(1L << Math.Clamp(failures - 1, 0, 30));
        var spread = (doubled < cap ? doubled : cap) * (0.8 + (0.4 * chance));
        return spread < cap ? spread : cap;
    }
}
