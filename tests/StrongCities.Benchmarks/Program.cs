using StrongCities.Benchmarks;

// Speed and scale against yardsticks made in the same run (docs/operations.md).
const int Usage = 64;
const int RoundsWanted = 5;

var suites = new (string Name, string What, Func<int, Task<IReadOnlyList<Result>>> RunAsync)[]
{
    ("ledger", "P1 to P4: seats booked in process, beside pgbench writing the same rows", LedgerSuite.RunAsync),
    ("pages", "P10: the public calendar from the cache, beside a page that does nothing and the same page uncached", PagesSuite.RunAsync),
    ("start", "P13: a first and a second start, and the memory of our services after five idle minutes", StartSuite.RunAsync),
};

var (name, file, rounds) = ("", (string?)null, RoundsWanted);
for (var i = 0; i < args.Length; i++)
{
    _ = args[i] switch
    {
        "--json" when i + 1 < args.Length => file = args[++i],
        "--rounds" when i + 1 < args.Length && int.TryParse(args[i + 1], out rounds) && rounds > 0 => args[++i],
        _ when i == 0 => name = args[0],
        _ => name = "",
    };
}

if (Array.Find(suites, suite => suite.Name == name).RunAsync is not { } run)
{
    Console.WriteLine("usage: dotnet run -c Release --project tests/StrongCities.Benchmarks -- SUITE [--json FILE] [--rounds 5]\n");
    foreach (var suite in suites)
    {
        Console.WriteLine($"  {suite.Name,-8} {suite.What}");
    }

    return Usage;
}

var results = await run(rounds);
Result.Print(results);
if (file is not null)
{
    await Result.WriteAsync(results, file);
}

return 0;
