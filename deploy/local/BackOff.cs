namespace StrongCities.Local;

/// <summary>How long to wait before a process that died is started again: 0.5 s, doubling to 30 s, forgotten after a minute's life.</summary>
internal sealed class BackOff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Recovered = TimeSpan.FromSeconds(60);

    private TimeSpan _next = First;

    public TimeSpan AfterLifeOf(TimeSpan lived)
    {
        var delay = lived >= Recovered ? First : _next;
        _next = delay * 2 < Longest ? delay * 2 : Longest;
        return delay;
    }
}
